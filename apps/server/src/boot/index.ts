export { createApp } from './create-app.js';
export { start } from './start.js';
