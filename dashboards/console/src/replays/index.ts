export { ShadowCard } from './shadow-card.js';
