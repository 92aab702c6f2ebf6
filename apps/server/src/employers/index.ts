export { EmployersController } from './employers.controller.js';
export { QuestionsController } from './questions.controller.js';
