export { signatureOf, webhook } from './webhook.js';
