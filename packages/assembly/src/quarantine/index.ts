export { workbookWriter } from './workbook.js';
