export * from './deliveries-warehouse.js';
