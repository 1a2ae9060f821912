export type { FlowResult, FlowSettings } from './authorization-code-flow.js';
export { authorizationCodeFlow, discover, userInfoOf } from './authorization-code-flow.js';
export { startDexOf } from './real-dex.js';
