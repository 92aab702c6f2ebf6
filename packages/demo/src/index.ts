export { makeCounty, type CountyOptions } from './county/county.js';
export { syntheticPerson, syntheticUscc } from './county/employers.js';
export type { County, Employer, Incident } from './county/model.js';
export { writeCounty, type CountyFile, type Truth } from './files/write-county.js';
