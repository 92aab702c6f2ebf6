export { email } from './email.js';
