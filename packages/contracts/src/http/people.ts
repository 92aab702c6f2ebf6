import { z } from 'zod';
import { roles } from '@miaotou/domain';
import { InstantSchema } from '../common.js';

/** What a person is here to do. */
export const RoleSchema = z.enum(roles);

/** What is typed on the sign-in page. */
export const SignInSchema = z.strictObject({
  username: z.string().min(1).max(100),
  password: z.string().min(1).max(200),
});

/** The person who is signed in. `csrfToken` goes back in the header x-csrf-token of every change. */
export const SessionSchema = z.object({
  user: z.object({
    id: z.string(),
    username: z.string(),
    displayName: z.string(),
    role: RoleSchema,
    scope: z.array(z.string()),
    office: z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string() }).nullable(),
  }),
  csrfToken: z.string(),
  expiresAt: InstantSchema,
});
export type Session = z.infer<typeof SessionSchema>;

/** State of the product as everybody signed in may see it. */
export const SystemStatusSchema = z.object({
  now: InstantSchema,
  /** The data are synthetic: every screen says so. */
  synthetic: z.boolean(),
  loading: z
    .object({
      stage: z.string(),
      done: z.number().int(),
      total: z.number().int().nullable(),
      startedAt: InstantSchema,
    })
    .nullable(),
  engineRestarts: z.object({ count: z.number().int(), lastAt: InstantSchema.nullable() }),
  version: z.string(),
});
export type SystemStatus = z.infer<typeof SystemStatusSchema>;

/** Facts about the product as they are kept; what was never written down has its resting value. */
export const SystemFactsSchema = z.object({
  synthetic: z.boolean().default(false),
  loading: SystemStatusSchema.shape.loading.default(null),
  engineRestarts: SystemStatusSchema.shape.engineRestarts.default({ count: 0, lastAt: null }),
  /** The demonstration county: asked for and still loading, or loaded whole; null where nobody asked for it. */
  demo: z.enum(['asked', 'loaded']).nullable().default(null),
});
export type SystemFactValues = z.infer<typeof SystemFactsSchema>;
