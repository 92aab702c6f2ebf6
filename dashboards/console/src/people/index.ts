export * from './brand.js';
export * from './session.js';
export * from './sign-in-form.js';
export * from './door-link.js';
export type { Door } from './roles.js';
