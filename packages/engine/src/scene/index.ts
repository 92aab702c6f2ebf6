export { createScene } from './scene.js';
export type { KeptPhoto, PhotoStore, Scene, SceneDeps } from './scene.js';
export { cleanPicture } from './picture.js';
export type { CleanPicture } from './picture.js';
