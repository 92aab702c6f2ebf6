export {
  recogniseLayout,
  type NearLayout,
  type RecognisedLayout,
  type SheetHints,
  type Recognition,
  type UnrecognisedLayout,
} from './recognise.js';
export { cellName, headerWords, statedUnit, type HeaderWords } from './headers.js';
export { unitNotes } from './notes.js';
export { unrecognisedError } from './refusal.js';
export { isGrandTotal, isTrailer, trailerReason, type TrailerReason } from './trailer.js';
