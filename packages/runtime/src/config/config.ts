import { delimiter, isAbsolute, resolve } from 'node:path';
import { LetterFormSchema, PullEndpointSchema } from '@miaotou/contracts';
import type { LetterForm, PullEndpoint } from '@miaotou/contracts';
import type { Bilingual } from '@miaotou/domain';
import { z } from 'zod';

export const roles = ['all', 'api', 'worker'] as const;
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Everything that the environment decides, parsed once at boot and frozen. */
export interface Config {
  readonly role: (typeof roles)[number];
  /** Absolute. */
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** A ClickHouse server; null for the embedded engine. */
  readonly clickhouse: { readonly url: string; readonly user?: string; readonly password?: string } | null;
  /** A PostgreSQL; null for the embedded one. */
  readonly databaseUrl: string | null;
  /** Redis for jobs and live push; null for jobs on PostgreSQL and push in the process. */
  readonly redisUrl: string | null;
  readonly demoPassword: string | null;
  /** 32 bytes in hex; null to use the one kept in the data directory. */
  readonly secretKey: string | null;
  readonly pulls: readonly PullEndpoint[];
  /** Absolute folders below which shared folders may be read; none allows none. */
  readonly folders: readonly string[];
  /** Inner networks (CIDR) to which messages may be sent; none allows public addresses only. */
  readonly channelNetworks: readonly string[];
  /** Address under which people reach the console, without a slash at its end; null leaves links out of messages. */
  readonly publicUrl: string | null;
  /** Outside address that the watchdog calls while all is well; null for none. */
  readonly heartbeatUrl: string | null;
  /** Absolute folder off the machine into which the ledger's roots are written; null for none. */
  readonly ledgerRootDir: string | null;
  /** Wording of reminder letters, as the deployment has set it; null for the product's own. */
  readonly letter: LetterForm | null;
  readonly logLevel: (typeof logLevels)[number];
  readonly sessionHours: number;
  /** Cookies also travel over plain http. */
  readonly insecureCookies: boolean;
  /** How often the launcher has started the product again after the native engine died. */
  readonly engineRestarts: number;
}

/** One variable that cannot be used, and what it may hold. Its value is not repeated: it may be a secret. */
export interface ConfigFault {
  readonly variable: string;
  readonly allowed: Bilingual;
}

/** The environment cannot be used; names every variable at fault. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly faults: readonly ConfigFault[]) {
    const lines = faults.map(({ variable, allowed }) => `  ${variable}: ${allowed.zh} / ${allowed.en}`);
    super(['配置有误，程序没有启动 / The configuration is wrong, nothing was started:', ...lines].join('\n'));
  }
}

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));

const flag = z.enum(['0', '1', 'true', 'false']).transform((text) => text === '1' || text === 'true');

const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('not JSON');
    return z.NEVER;
  }
});

const pulls = jsonText.pipe(
  z
    .array(PullEndpointSchema)
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'two endpoints of one id'),
);

const folders = z
  .string()
  .transform((text) => text.split(delimiter).filter((path) => path !== ''))
  .refine((paths) => paths.every((path) => isAbsolute(path) && !path.includes('\0')));

const networks = z
  .string()
  .transform((text) => text.split(/[\s,]+/u).filter((network) => network !== ''))
  .pipe(z.array(z.union([z.cidrv4(), z.cidrv6()])));

const publicUrl = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/u, ''));

const connectionUrl = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol));

const range = (min: number, max: number): Bilingual => ({
  zh: `应为 ${min} 至 ${max} 的整数`,
  en: `a whole number from ${min} to ${max}`,
});
const oneOf = (words: readonly string[]): Bilingual => ({
  zh: `应为以下之一：${words.join('、')}`,
  en: `one of ${words.join(', ')}`,
});
const address = (example: string): Bilingual => ({
  zh: `应为地址，例如 ${example}`,
  en: `an address such as ${example}`,
});
const yesNo: Bilingual = { zh: '应为 0 或 1', en: '0 or 1' };

const variables = {
  MIAOTOU_ROLE: { schema: z.enum(roles), allowed: oneOf(roles) },
  MIAOTOU_DATA_DIR: {
    schema: z.string().refine((text) => !text.includes('\0')),
    allowed: { zh: '应为文件夹路径', en: 'a path of a folder' },
  },
  HOST: {
    schema: z.string().regex(/^[A-Za-z0-9.:_-]{1,255}$/),
    allowed: {
      zh: '应为主机名或 IP 地址，例如 127.0.0.1 或 0.0.0.0',
      en: 'a host name or IP address such as 127.0.0.1 or 0.0.0.0',
    },
  },
  PORT: { schema: whole(0, 65_535), allowed: range(0, 65_535) },
  CLICKHOUSE_URL: { schema: connectionUrl('http:', 'https:'), allowed: address('http://clickhouse:8123') },
  CLICKHOUSE_USER: { schema: z.string(), allowed: { zh: '应为用户名', en: 'a user name' } },
  CLICKHOUSE_PASSWORD: { schema: z.string(), allowed: { zh: '应为密码', en: 'a password' } },
  DATABASE_URL: {
    schema: connectionUrl('postgres:', 'postgresql:'),
    allowed: address('postgresql://user:password@host:5432/miaotou'),
  },
  REDIS_URL: { schema: connectionUrl('redis:', 'rediss:'), allowed: address('redis://host:6379') },
  MIAOTOU_DEMO_PASSWORD: {
    schema: z.string().min(8).max(200),
    allowed: { zh: '应为 8 至 200 个字符', en: '8 to 200 characters' },
  },
  MIAOTOU_SECRET_KEY: {
    schema: z.string().regex(/^[0-9a-fA-F]{64}$/),
    allowed: { zh: '应为 64 个十六进制字符（32 字节）', en: '64 hexadecimal characters (32 bytes)' },
  },
  MIAOTOU_PULLS: {
    schema: pulls,
    allowed: {
      zh: '应为 JSON 数组，每项含 id、source、url、cron，id 不得重复',
      en: 'a JSON array whose items hold id, source, url and cron, each id once',
    },
  },
  MIAOTOU_FOLDERS: {
    schema: folders,
    allowed: {
      zh: '应为绝对路径，多个以冒号分隔，例如 /mnt/shuiwu:/mnt/renshe',
      en: 'absolute paths with colons between them, such as /mnt/tax:/mnt/insurance',
    },
  },
  MIAOTOU_CHANNEL_NETWORKS: {
    schema: networks,
    allowed: {
      zh: '应为网段，多个以逗号分隔，例如 10.20.0.0/16,192.168.8.5/32',
      en: 'networks with commas between them, such as 10.20.0.0/16,192.168.8.5/32',
    },
  },
  MIAOTOU_PUBLIC_URL: { schema: publicUrl, allowed: address('https://miaotou.example.gov.cn') },
  MIAOTOU_HEARTBEAT_URL: {
    schema: connectionUrl('http:', 'https:'),
    allowed: address('https://heartbeat.example.gov.cn/miaotou'),
  },
  MIAOTOU_LEDGER_ROOT_DIR: {
    schema: z.string().refine((path) => isAbsolute(path) && !path.includes('\0')),
    allowed: { zh: '应为绝对路径，例如 /mnt/audit', en: 'an absolute path such as /mnt/audit' },
  },
  MIAOTOU_LETTER: {
    schema: jsonText.pipe(LetterFormSchema),
    allowed: {
      zh: '应为 JSON 对象，含 sender、prefix、legalFooting、phone',
      en: 'a JSON object that holds sender, prefix, legalFooting and phone',
    },
  },
  LOG_LEVEL: { schema: z.enum(logLevels), allowed: oneOf(logLevels) },
  MIAOTOU_SESSION_HOURS: { schema: whole(1, 720), allowed: range(1, 720) },
  MIAOTOU_INSECURE_COOKIES: { schema: flag, allowed: yesNo },
  MIAOTOU_ENGINE_RESTARTS: { schema: whole(0, 1_000_000), allowed: range(0, 1_000_000) },
} as const;

type Variable = keyof typeof variables;
type Value<V extends Variable> = z.output<(typeof variables)[V]['schema']>;

const serverVariables = ['CLICKHOUSE_URL', 'DATABASE_URL', 'REDIS_URL'] as const;

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}

/** Reads the environment; throws one ConfigError that names every fault. `cwd` is what a relative data directory starts from. */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
  cwd: string = process.cwd(),
): Config {
  const faults: ConfigFault[] = [];
  const read = <V extends Variable>(variable: V): Value<V> | null => {
    const text = env[variable];
    if (text === undefined || text === '') return null;
    const { schema, allowed } = variables[variable];
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data as Value<V>;
    faults.push({ variable, allowed });
    return null;
  };

  const role = read('MIAOTOU_ROLE') ?? 'all';
  const directory = read('MIAOTOU_DATA_DIR') ?? 'data';
  const url = read('CLICKHOUSE_URL');
  const user = read('CLICKHOUSE_USER');
  const password = read('CLICKHOUSE_PASSWORD');
  const config: Config = {
    role,
    dataDir: isAbsolute(directory) ? directory : resolve(cwd, directory),
    host: read('HOST') ?? '127.0.0.1',
    port: read('PORT') ?? 3000,
    clickhouse:
      url === null
        ? null
        : { url, ...(user === null ? {} : { user }), ...(password === null ? {} : { password }) },
    databaseUrl: read('DATABASE_URL'),
    redisUrl: read('REDIS_URL'),
    letter: read('MIAOTOU_LETTER'),
    ledgerRootDir: read('MIAOTOU_LEDGER_ROOT_DIR'),
    demoPassword: read('MIAOTOU_DEMO_PASSWORD'),
    secretKey: read('MIAOTOU_SECRET_KEY'),
    pulls: read('MIAOTOU_PULLS') ?? [],
    folders: read('MIAOTOU_FOLDERS') ?? [],
    channelNetworks: read('MIAOTOU_CHANNEL_NETWORKS') ?? [],
    publicUrl: read('MIAOTOU_PUBLIC_URL'),
    heartbeatUrl: read('MIAOTOU_HEARTBEAT_URL'),
    logLevel: read('LOG_LEVEL') ?? 'info',
    sessionHours: read('MIAOTOU_SESSION_HOURS') ?? 12,
    insecureCookies: read('MIAOTOU_INSECURE_COOKIES') ?? false,
    engineRestarts: read('MIAOTOU_ENGINE_RESTARTS') ?? 0,
  };

  if (role !== 'all') {
    for (const variable of serverVariables) {
      if (env[variable]) continue;
      const allowed = {
        zh: `MIAOTOU_ROLE=${role} 时多个进程分工，必须指向服务器；内置引擎只能由一个进程使用`,
        en: `must be set with MIAOTOU_ROLE=${role}: several processes share the work, and the embedded engines serve one process only`,
      };
      faults.push({ variable, allowed });
    }
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return deepFreeze(config);
}
