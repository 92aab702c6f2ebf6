export { channelStore } from './channels.js';
export { messageStore } from './messages.js';
