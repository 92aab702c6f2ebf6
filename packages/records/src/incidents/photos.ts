import type { PhotoStore } from '@miaotou/engine';
import { and, count, eq } from 'drizzle-orm';
import { drizzleOf } from '../client/index.js';
import { incidentPhotos } from './schema.js';

/** Photos from the scene in PostgreSQL, sealed; what was written stays. */
export const photoStore: PhotoStore = {
  async byKey(at, incidentId, key) {
    const where = and(eq(incidentPhotos.incidentId, incidentId), eq(incidentPhotos.key, key));
    const [row] = await drizzleOf(at).select().from(incidentPhotos).where(where).limit(1);
    return row ?? null;
  },

  async byHash(at, incidentId, hash) {
    const where = and(eq(incidentPhotos.incidentId, incidentId), eq(incidentPhotos.hash, hash));
    const [row] = await drizzleOf(at).select().from(incidentPhotos).where(where).limit(1);
    return row ?? null;
  },

  async count(at, incidentId) {
    const [row] = await drizzleOf(at)
      .select({ of: count() })
      .from(incidentPhotos)
      .where(eq(incidentPhotos.incidentId, incidentId));
    return row?.of ?? 0;
  },

  async add(tx, photo) {
    await drizzleOf(tx).insert(incidentPhotos).values(photo);
  },
};
