export { QuestionsController } from './questions.controller.js';
