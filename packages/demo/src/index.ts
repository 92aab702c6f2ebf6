export { makeCounty, type CountyOptions } from './county/index.js';
export { syntheticPerson, syntheticUscc } from './ground/index.js';
export type { County, Employer, Incident } from './ground/index.js';
export { writeCounty, type CountyFile, type Truth } from './files/index.js';
