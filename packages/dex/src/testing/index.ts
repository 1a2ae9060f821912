export type { FlowResult, FlowSettings } from './authorization-code-flow.js';
export { authorizationCodeFlow, discover, userInfoOf } from './authorization-code-flow.js';
export type { Browser, Page } from './browser.js';
export { browserFor, linkIn } from './browser.js';
export { startDexOf } from './real-dex.js';
