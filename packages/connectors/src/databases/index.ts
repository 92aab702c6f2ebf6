export { postgresConnector } from './postgres.js';
export { mysqlConnector } from './mysql.js';
