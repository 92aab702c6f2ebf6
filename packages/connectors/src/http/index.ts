export { httpConnector } from './http-connector.js';
export type { HttpOptions } from './http-connector.js';
