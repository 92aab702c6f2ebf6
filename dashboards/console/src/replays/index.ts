export { ReplaySeen } from './replay-seen.js';
export { ShadowCard } from './shadow-card.js';
