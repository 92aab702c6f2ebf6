export { placeOf } from './place.js';
export { employerNamed } from './employer.js';
