export { featuresOf } from './features.js';
export {
  judgeLabour,
  LabourModelSchema,
  modelText,
  shippedModel,
  type LabourModel,
  type LabourVerdict,
} from './model.js';
export {
  crossValidate,
  learnLabour,
  type ClassLeaf,
  type CrossValidation,
  type LabelledMessage,
} from './lessons.js';
