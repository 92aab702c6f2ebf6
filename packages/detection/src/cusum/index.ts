export * from './cusum.js';
export { cusumTransforms, type CusumTransform } from './transform.js';
