export { MessageBell } from './bell.js';
