/** Everything that a program needs, composed once. */
export interface Product {
  close(): Promise<void>;
}
