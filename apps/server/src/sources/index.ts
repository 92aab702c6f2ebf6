export { ImportsController } from './imports.controller.js';
export { withUpload } from './upload.js';
export type { UploadRequest } from './upload.js';
