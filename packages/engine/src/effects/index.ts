export { createEffects } from './effects.js';
export type { Effects, EffectsDeps } from './effects.js';
export { effectMoments } from './moments.js';
export { episodesOf, pairsOf } from './episodes.js';
export type { Episode } from './episodes.js';
export { nobody } from './ports.js';
export type { EffectsWarehouse, KeptMoment, RankedSubject } from './ports.js';
