import { z } from 'zod';
import { reportCadences } from '@miaotou/domain';
import { BilingualSchema, DaySchema } from '../common.js';

const Offset = z.number().int().min(-180).max(180);
const Anchor = z.union([
  z.strictObject({
    calendar: z.enum(['solar', 'lunar']),
    month: z.number().int().min(1).max(12),
    day: z.number().int().min(1).max(31),
    offset: Offset,
  }),
  z.strictObject({ calendar: z.literal('quarter-end'), offset: Offset }),
]);

const When = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('yearly'), from: Anchor, to: Anchor }),
  z.strictObject({
    kind: z.literal('manual'),
    spans: z.array(z.strictObject({ from: DaySchema, to: DaySchema })).max(200),
  }),
]);

const Effect = z.strictObject({
  rules: z.array(z.string().regex(/^R\d{2,3}$/u)).max(200),
  groups: z.array(z.string()).max(50),
  shift: z.number().int().min(0).max(3),
  factor: z.number().min(0.1).max(1),
  allowance: z.record(z.string(), z.number().min(0).max(1_000)),
  opens: z.boolean(),
});

export const TimeNodeSchema = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]*$/u),
  name: BilingualSchema,
  why: BilingualSchema,
  when: When,
  effects: z.array(Effect).max(20),
  report: z.enum(reportCadences).nullable(),
  duty: z.boolean(),
  basis: BilingualSchema,
  proposed: z.boolean(),
});

/** The time nodes of an office. */
export const TimeNodesSchema = z.strictObject({ nodes: z.array(TimeNodeSchema).max(100) });

/** Days off and weekend days worked instead, MM-DD or MM-DD/MM-DD, as a year's notice tells them. */
export const HolidayNoticeSchema = z.strictObject({
  year: z.number().int().min(2000).max(2100),
  off: z.array(z.string().regex(/^\d{2}-\d{2}(\/\d{2}-\d{2})?$/u)).max(60),
  makeUp: z.array(z.string().regex(/^\d{2}-\d{2}$/u)).max(60),
});

/** Notices that were loaded; those of other years are as the program ships them. */
export const HolidaysSchema = z.strictObject({ notices: z.array(HolidayNoticeSchema).max(101) });
