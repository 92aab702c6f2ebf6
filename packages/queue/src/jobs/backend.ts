import { createPostgresBackend, Queue, QueueEvents, QueueEventsProducer, Worker } from 'bullmq';
import type { ConnectionOptions, Processor, RedisQueueBackend, BackendFactory, WorkerOptions } from 'bullmq';
import { Redis } from 'ioredis';

export interface JobsOptions {
  /** redis://host:6379; goes before `databaseUrl`. */
  readonly redisUrl?: string | null;
  /** postgresql://…; the jobs live in a schema of their own. */
  readonly databaseUrl?: string | null;
  /** Told of trouble with the store of jobs, at most once in 30 s for each kind, with the number held back. */
  readonly onError?: (error: Error, heldBack: number) => void;
}

type Factory = BackendFactory<RedisQueueBackend>;

/** Makes BullMQ's parts over one of its two stores, and counts what must be closed. */
export interface Backend {
  readonly kind: 'redis' | 'postgres';
  queue(name: string): Queue;
  worker(name: string, processor: Processor, options: Omit<WorkerOptions, 'connection'>): Worker;
  events(name: string): QueueEvents;
  producer(name: string): QueueEventsProducer;
  close(): Promise<void>;
}

/** Pool size of each part; LISTEN has a connection of its own. */
const poolSize = 2;

/** One week; ids given by `id` are remembered as long. */
const keepSeconds = 7 * 24 * 3600;

const jobDefaults = {
  removeOnComplete: { age: keepSeconds, count: 10_000 },
  removeOnFail: { age: 4 * keepSeconds, count: 10_000 },
};

/** Opens the way to Redis, or to PostgreSQL. */
export function openBackend(options: JobsOptions, onError: (error: Error) => void): Backend {
  const { redisUrl, databaseUrl } = options;
  const redis = redisUrl ? new Redis(redisUrl, { maxRetriesPerRequest: null }) : null;
  if (redis === null && !databaseUrl) throw new Error('jobs need a Redis or a PostgreSQL');
  redis?.on('error', onError);
  const connection: ConnectionOptions = redis ?? {
    connectionString: databaseUrl,
    migrate: true,
    max: poolSize,
    schema: 'bullmq',
  };
  // BullMQ types each part by its store; the parts used here are the same for both.
  const factory = (redis === null ? createPostgresBackend : undefined) as unknown as Factory;
  const watched = <T extends { on(event: 'error', listener: (error: Error) => void): unknown }>(
    part: T,
  ): T => {
    part.on('error', onError);
    return part;
  };
  return {
    kind: redis === null ? 'postgres' : 'redis',
    queue: (name) => watched(new Queue(name, { connection, defaultJobOptions: jobDefaults }, factory)),
    worker: (name, processor, rest) => watched(new Worker(name, processor, { ...rest, connection }, factory)),
    events: (name) => watched(new QueueEvents(name, { connection }, factory)),
    producer: (name) => watched(new QueueEventsProducer(name, { connection }, factory)),
    close: async () => {
      // Parts that were given a client leave it open.
      await redis?.quit().catch(() => redis.disconnect());
    },
  };
}
