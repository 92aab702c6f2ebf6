export { composeDeliveries, composeLetters } from './deliveries.js';
