export { createArchives } from './archives.js';
export type { Archives, ArchivesDeps, Receipt } from './archives.js';
