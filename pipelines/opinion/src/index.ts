import type { Pipeline } from '@miaotou/contracts';
import { derived } from './derived.js';
import { monitoring } from './monitoring.js';
import { strikeMap } from './strike-map.js';

/** Public opinion as the cyberspace office monitors it, and the public archive of strikes. */
export const pipeline: Pipeline = {
  source: 'opinion',
  layouts: [monitoring, strikeMap],
  derives: derived,
};
