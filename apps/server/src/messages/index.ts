export { ChannelsController } from './channels.controller.js';
export { MessagesController } from './messages.controller.js';
export { PreferencesController } from './preferences.controller.js';
