export { argon2Hasher } from './hasher.js';
export { demoUsers, firstAdministrator, firstOffices } from './seeds.js';
