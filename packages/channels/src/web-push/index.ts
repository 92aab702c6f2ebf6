export { makePushKeys, webPushSender } from './web-push.js';
