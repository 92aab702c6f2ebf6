export { ConnectionsController } from './connections.controller.js';
export { streamDeliveries } from './delivery-body.js';
export { PushController } from './push.controller.js';
export { PushKeysController } from './push-keys.controller.js';
