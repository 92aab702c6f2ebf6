export { gunzippedBytes, isZlibError, plainBytes } from './bytes.js';
export { openCsv } from './csv-delivery.js';
