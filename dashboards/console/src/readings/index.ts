export { ReadMark } from './read-mark.js';
export { ReadingDrawer } from './reading-drawer.js';
