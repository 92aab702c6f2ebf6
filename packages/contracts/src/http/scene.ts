import { z } from 'zod';
import { escalationLevels } from '@miaotou/domain';
import { InstantSchema } from '../common.js';
import { PersonSchema } from './incidents.js';

/** Largest photo that is taken, in bytes; screens make theirs smaller before they send. */
export const largestPhotoBytes = 2_000_000;

/** A photo from the scene. `key` makes one that is sent again after the line broke count once. */
export const ScenePhotoRequestSchema = z.strictObject({
  key: z.string().min(8).max(100),
  /** The picture, JPEG or PNG, in base64. What it is is told by its content. */
  image: z.base64().max(Math.ceil(largestPhotoBytes / 3) * 4),
  note: z.string().trim().max(2000).optional(),
  /** What the device's clock says. */
  deviceAt: InstantSchema.optional(),
  /** Where the responder says to be, only if they choose to; what the camera wrote is left out. */
  place: z.string().trim().max(200).optional(),
});
export type ScenePhotoRequest = z.infer<typeof ScenePhotoRequestSchema>;

/** A photo as kept: SHA-256 of the kept picture, by which its entry in the time-line names it. */
export const ScenePhotoSchema = z.object({ hash: z.string(), bytes: z.number().int() });
export type ScenePhoto = z.infer<typeof ScenePhotoSchema>;

/** People of an incident who can be called; numbers are masked until one is asked for. */
export const SceneContactsSchema = z.object({
  items: z.array(
    z.object({
      person: PersonSchema,
      /** Holds the incident. */
      holds: z.boolean(),
      /** The rung on which the person was called; null for a holder whom nobody called. */
      level: z.enum(escalationLevels).nullable(),
      phone: z.string(),
    }),
  ),
});
export type SceneContacts = z.infer<typeof SceneContactsSchema>;

/** A number in full; each reading is written down. */
export const ScenePhoneSchema = z.object({ phone: z.string() });
export type ScenePhone = z.infer<typeof ScenePhoneSchema>;
