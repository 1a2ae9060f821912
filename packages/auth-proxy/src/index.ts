export { authProxy } from './builder.js';
export { authProxyValues } from './values.js';
