export { maskedNumbers } from './masked.js';
export { createReadings, type Readings, type ReadingsDeps } from './readings.js';
export { createTopics, type Topics, type TopicsDeps } from './topics.js';
export type {
  CorrectedEvent,
  GroupTexts,
  NewReadingCorrectionRecord,
  ReadEvent,
  ReadingCorrectionRecord,
  ReadingCorrectionRecords,
  ReadingsWarehouse,
  TextMessage,
  TextTopic,
  TextWindow,
} from './ports.js';
