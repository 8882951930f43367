/**
 * Electron's fuses, burnt into the binary when it is packaged (electron-builder: `electronFuses`). Nobody who can start this program can make of it a Node that
 * runs what they like, or load other code than what was packaged.
 */
export const fuses = {
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableCookieEncryption: true,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  grantFileProtocolExtraPrivileges: false,
} as const;
