export { Allow, AllowAll, Public, accessOf } from './access.js';
export type { Access } from './access.js';
export { headerOf } from './request.js';
export type { RequestSession, ServerRequest } from './request.js';
export { Viewer } from './viewer.decorator.js';
