export { createLayoutBook, manifestsOf, pipelinesWith } from './book.js';
export type { BookDeps } from './book.js';
export { tableManifest, withMappedHeadings } from './draft.js';
export { likeness, propose, tableCandidates } from './propose.js';
export { createLayouts } from './layouts.js';
export type { Layouts, LayoutsDeps } from './layouts.js';
export type * from './ports.js';
