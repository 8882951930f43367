// Who may import whom (docs/adr/0002-the-house.md). An arrow that points the wrong way, or a circle, fails the check.
const onlyFrom = (name, room, allowed) => ({
  name,
  severity: 'error',
  comment: `${room} may import only: ${allowed.join(', ')}`,
  from: { path: `^${room}/src` },
  to: { path: '^(packages/[^/]+|protocol|edge|cloud|desktop|simulator|test)/', pathNot: [room, ...allowed].map((path) => `^${path}/`) },
});

module.exports = {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    onlyFrom('timing-stands-alone', 'packages/timing', []),
    onlyFrom('protocol-knows-timing', 'protocol', ['packages/timing']),
    onlyFrom('service-knows-no-app', 'packages/service', ['packages/timing', 'protocol']),
    onlyFrom('board-knows-no-app', 'packages/board', ['packages/timing', 'protocol']),
    onlyFrom('displays-know-no-app', 'packages/displays', ['packages/timing', 'protocol', 'packages/service']),
    onlyFrom('stage-knows-no-app', 'packages/stage', ['packages/timing', 'protocol', 'packages/service']),
    ...['edge', 'cloud', 'desktop', 'simulator'].map((app) =>
      onlyFrom(`${app}-imports-no-app`, app, ['packages/timing', 'protocol', 'packages/service', 'packages/board', 'packages/displays']),
    ),
    {
      name: 'timing-is-pure',
      severity: 'error',
      from: { path: '^packages/timing/src', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core', 'npm'], pathNot: 'node_modules/@noble/hashes' },
    },
    {
      name: 'protocol-is-pure',
      severity: 'error',
      from: { path: '^protocol/src', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core', 'npm'], pathNot: 'node_modules/(zod|@noble/hashes)' },
    },
    {
      name: 'no-test-in-product',
      severity: 'error',
      from: { pathNot: '(\\.test\\.ts$|^test/|/testing/)' },
      to: { path: '(\\.test\\.ts$|^test/|/testing/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^test/mutation/node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
