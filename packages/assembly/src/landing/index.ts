export { createLanding, landingJobs } from './landing.js';
export type { Landing, LandingOptions } from './landing.js';
export { fileReader } from './file-reader.js';
