// Open screens in a process of their own: holds so many event streams and tells when each event arrived.
import { Agent, request } from 'node:http';

const [url, cookie, wanted] = process.argv.slice(2);
const count = Number(wanted);
const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
const now = () => performance.timeOrigin + performance.now();
const mark = Buffer.from('"alertId":"');
const atOnce = 100;
let arrived = [];
let current = '';

function screen(at) {
  return new Promise((resolve, reject) => {
    // Screens sit behind a proxy, each with an address of its own.
    const headers = { cookie, 'x-forwarded-for': `198.18.${at >> 8}.${at & 255}` };
    const asked = request(url, { agent, headers }, (response) => {
      if (response.statusCode !== 200) {
        reject(new Error(`a screen got ${response.statusCode}`));
        return;
      }
      let open = false;
      response.on('data', (chunk) => {
        if (!open) {
          open = true;
          resolve();
        }
        const found = chunk.indexOf(mark);
        if (found < 0) return;
        const from = found + mark.length;
        const id = chunk.toString('latin1', from, chunk.indexOf(34, from));
        if (id !== current) {
          current = id;
          arrived = [];
        }
        arrived.push(now());
        if (arrived.length === count) process.send({ id, arrived });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

for (let from = 0; from < count; from += atOnce) {
  await Promise.all(Array.from({ length: Math.min(atOnce, count - from) }, (_, at) => screen(from + at)));
}
process.send({ open: count });
