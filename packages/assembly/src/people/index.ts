export { argon2Hasher } from './hasher.js';
export { demoPosts, demoUsers, firstAdministrator, firstOffices } from './seeds.js';
