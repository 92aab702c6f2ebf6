export {
  recogniseLayout,
  type NearLayout,
  type RecognisedLayout,
  type Recognition,
  type UnrecognisedLayout,
} from './recognise.js';
export { unrecognisedError } from './refusal.js';
export { isTrailer, trailerReason, type TrailerReason } from './trailer.js';
