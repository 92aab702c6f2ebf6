export { serveEmbeddedWarehouse } from './facade.js';
export type { Facade, FacadeOptions } from './facade.js';
