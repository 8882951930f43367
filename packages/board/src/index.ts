export { BoardBuildError, boardFolder } from './board-folder.ts';
export { boardAssetsPath, boardContentSecurityPolicy } from './served-as.ts';
