export { openWorkbook } from './workbook.js';
