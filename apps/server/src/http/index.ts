export { InvalidRequest, answerOf } from './problem.js';
export { ProblemFilter } from './problem.filter.js';
export { validationPipe } from './validation.js';
