export { gunzippedBytes, plainBytes } from './bytes.js';
export { openCsv } from './csv-delivery.js';
