import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { dataPaths } from './paths.js';

/** How the command reaches the stores that a running program holds open. */
export const ServerFileSchema = z.object({
  pid: z.number().int().positive(),
  /** The HTTP way to the embedded warehouse, on this machine only. */
  warehouse: z.object({ url: z.url(), user: z.string(), password: z.string() }),
  databaseUrl: z.string(),
});
export type ServerFile = z.infer<typeof ServerFileSchema>;

/** Leaves word in the data directory, readable by the owner only. */
export async function writeServerFile(dataDir: string, content: ServerFile): Promise<void> {
  const { run, serverFile } = dataPaths(dataDir);
  await mkdir(run, { recursive: true, mode: 0o700 });
  const fresh = `${serverFile}.${process.pid}`;
  await writeFile(fresh, JSON.stringify(content), { mode: 0o600 });
  await rename(fresh, serverFile);
}

/** What the running program left, or null. Stale after a kill: only a held lock says that somebody runs. */
export async function readServerFile(dataDir: string): Promise<ServerFile | null> {
  const text = await readFile(dataPaths(dataDir).serverFile, 'utf8').catch(() => null);
  return text === null ? null : ServerFileSchema.parse(JSON.parse(text));
}

/** Takes the word back at shutdown. */
export async function removeServerFile(dataDir: string): Promise<void> {
  await rm(dataPaths(dataDir).serverFile, { force: true });
}
