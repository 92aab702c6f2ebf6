import { createInspections } from '@miaotou/engine';
import type { Inspections, InspectionsDeps } from '@miaotou/engine';
import { inspectionStore } from '@miaotou/records';

/** Inspections, composed over open stores. */
export const composeInspections = (deps: Omit<InspectionsDeps, 'store'>): Inspections =>
  createInspections({ ...deps, store: inspectionStore });
