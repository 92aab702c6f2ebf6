export { correctionRecords, valueMappingRecords } from './repository.js';
