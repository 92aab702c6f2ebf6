import { z } from 'zod';
import { sourceFamilies } from '@miaotou/domain';

export const connectionKinds = ['http', 'postgres', 'mysql', 'sftp', 'folder'] as const;
export type ConnectionKind = (typeof connectionKinds)[number];

const host = z.string().regex(/^[A-Za-z0-9.:_-]{1,255}$/);
const port = z.number().int().min(1).max(65_535);
const name = z.string().min(1).max(200);
const headerName = z.string().regex(/^[A-Za-z0-9-]{1,100}$/);
const url = z.url({ protocol: /^https?$/ }).max(2_000);
/** RFC 6901, e.g. /data/items; '' is the whole answer. */
const pointer = z
  .string()
  .regex(/^(\/[^/]{0,200}){0,10}$/)
  .default('');
/** `*` and `?` stand for characters of a file's name. */
const pattern = z
  .string()
  .regex(/^[^/\\\0]{1,200}$/)
  .default('*');

/** How a request proves who asks; the secret itself is kept apart. */
export const HttpAuthSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({ type: z.literal('bearer') }),
  z.strictObject({ type: z.literal('header'), header: headerName }),
  z.strictObject({ type: z.literal('basic'), username: name }),
  /** Client credentials (RFC 6749, 4.4): the secret is the client's. */
  z.strictObject({
    type: z.literal('oauth2'),
    tokenUrl: url,
    clientId: name,
    scope: z.string().max(500).default(''),
  }),
]);

/** How an answer of several pages goes on. */
export const HttpPagingSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({
    type: z.literal('page'),
    param: name,
    first: z.number().int().min(0).max(1).default(1),
    sizeParam: z.string().max(200).default(''),
    size: z.number().int().min(1).max(100_000).default(500),
  }),
  /** The answer names the next page's cursor at a JSON pointer; none, null or '' ends it. */
  z.strictObject({ type: z.literal('cursor'), param: name, pointer }),
  /** Header `Link: <…>; rel="next"` (RFC 8288). */
  z.strictObject({ type: z.literal('link') }),
]);

const HttpSettingsSchema = z.strictObject({
  kind: z.literal('http'),
  url,
  auth: HttpAuthSchema.default({ type: 'none' }),
  /** `file`: the body is the delivery as it is. `json`: rows are the objects of the array at the pointer. */
  body: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('file') }),
      z.strictObject({ type: z.literal('json'), rows: pointer }),
    ])
    .default({ type: 'file' }),
  paging: HttpPagingSchema.default({ type: 'none' }),
});

const database = {
  host,
  database: name,
  user: name,
  /** `verify`: encrypted, and the certificate must be valid for the host. */
  tls: z.enum(['off', 'require', 'verify']).default('verify'),
  /** One SELECT; `:mark` stands for the high-water mark. */
  query: z.string().trim().min(1).max(20_000),
  /** Column whose largest value is the high-water mark, and what it counts as at first; null reads everything each time. */
  mark: z
    .strictObject({ column: z.string().min(1).max(128), start: z.string().max(200) })
    .nullable()
    .default(null),
  timeoutSeconds: z.number().int().min(1).max(3_600).default(300),
};
const PostgresSettingsSchema = z.strictObject({
  kind: z.literal('postgres'),
  ...database,
  port: port.default(5432),
});
const MysqlSettingsSchema = z.strictObject({
  kind: z.literal('mysql'),
  ...database,
  port: port.default(3306),
});

/** What becomes of a file at its owner's after it was taken: nothing, or it moves into a folder `done` beside it. */
const after = z.enum(['leave', 'move']).default('leave');

const SftpSettingsSchema = z.strictObject({
  kind: z.literal('sftp'),
  host,
  port: port.default(22),
  username: name,
  auth: z.enum(['password', 'key']).default('password'),
  /** SHA-256 of the host's key as `ssh-keygen -l` shows it; nothing is sent to a host whose key was not confirmed. */
  fingerprint: z
    .string()
    .regex(/^SHA256:[A-Za-z0-9+/]{43}$/)
    .nullable()
    .default(null),
  directory: z.string().min(1).max(1_000).default('.'),
  pattern,
  after,
});

const FolderSettingsSchema = z.strictObject({
  kind: z.literal('folder'),
  path: z.string().startsWith('/').max(1_000),
  pattern,
  after,
});

/** Where a connection leads and how it is read; holds no secret. */
export const ConnectionSettingsSchema = z.discriminatedUnion('kind', [
  HttpSettingsSchema,
  PostgresSettingsSchema,
  MysqlSettingsSchema,
  SftpSettingsSchema,
  FolderSettingsSchema,
]);
export type ConnectionSettings = z.infer<typeof ConnectionSettingsSchema>;
export type SettingsOf<K extends ConnectionKind> = Extract<ConnectionSettings, { kind: K }>;
export type HttpAuth = z.infer<typeof HttpAuthSchema>;

/** A connection as somebody writes it down. A secret that is not named stays as it is; null takes it away. */
export const ConnectionInputSchema = z.strictObject({
  source: z.enum(sourceFamilies),
  name: z.string().trim().min(1).max(100),
  /** Code of the office that it comes from. */
  office: z.string().max(40).nullable().default(null),
  settings: ConnectionSettingsSchema,
  secret: z.string().min(1).max(20_000).nullable().optional(),
  /** Cron, Asia/Shanghai. */
  cron: z.string().trim().min(1).max(100),
  enabled: z.boolean().default(true),
});
export type ConnectionInput = z.infer<typeof ConnectionInputSchema>;
