export { createProgram } from './program/program.js';
export { exitCodes } from './program/exit.js';
