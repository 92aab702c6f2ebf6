export type { Product } from './product.js';
