export { BoardBuildError, boardFolder } from './board-folder.ts';
export { boardAssetsPath, boardContentSecurityPolicy, type EventPage, eventPages, pageContentSecurityPolicy } from './served-as.ts';
