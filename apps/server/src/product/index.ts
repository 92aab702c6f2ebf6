export type { Product } from '@miaotou/assembly';

/** Injection token of the composed product: `@Inject(PRODUCT) private readonly product: Product`. */
export const PRODUCT = Symbol('PRODUCT');
/** Injection token of the program's log. */
export const LOGGER = Symbol('LOGGER');
