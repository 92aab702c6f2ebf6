import type { Manifest, Pipeline } from '@miaotou/contracts';
import { pipeline as complaints } from '@miaotou/pipeline-complaints';
import { pipeline as disputes } from '@miaotou/pipeline-disputes';
import { pipeline as opinion } from '@miaotou/pipeline-opinion';
import { pipeline as petitions } from '@miaotou/pipeline-petitions';
import { pipeline as socialInsurance } from '@miaotou/pipeline-social-insurance';
import { pipeline as tax } from '@miaotou/pipeline-tax';
import { readingTexts } from './readings/index.js';

/** The six source families, as the product reads them. */
export const pipelines: readonly Pipeline[] = [
  tax,
  socialInsurance,
  disputes,
  complaints,
  petitions,
  opinion,
].map(readingTexts);

/** Every layout of every source. */
export const manifests: readonly Manifest[] = pipelines.flatMap(({ layouts }) =>
  layouts.map(({ manifest }) => manifest),
);
