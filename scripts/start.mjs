// Sets up what is missing, then runs the product and looks after it: `npm start [-- --no-demo]`.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { prepare, Refusal, root, say } from './prepare.mjs';

/** More deaths of the native engine than this within the span are no accident. */
const maxRestarts = 5;
const restartSpanMs = 10 * 60_000;
/** The product ends by itself in ten seconds; a query inside the engine cannot be hurried. */
const killAfterMs = 15_000;

/** Ends this process with a sentence. */
function refuse(zh, en) {
  say(zh, en);
  process.exit(1);
}

try {
  prepare();
} catch (error) {
  process.stderr.write(`${error instanceof Refusal ? error.message : error.stack}\n`);
  process.exit(1);
}

const args = process.argv.slice(2);
const restarts = [];
let total = 0;
let stopping = null;

function run() {
  const child = spawn(process.execPath, [join(root, 'apps/server/dist/main.js'), ...args], {
    // The channel tells the product when this process is gone, however it went.
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // Out of the foreground group: Ctrl-C reaches it once, through here.
    detached: true,
    env: {
      ...process.env,
      // Every query of the embedded engine takes a thread of this pool, and so does every file that is read.
      UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? '16',
      MIAOTOU_ENGINE_RESTARTS: String(total),
    },
  });
  child.on('error', (error) => {
    refuse(`程序无法启动：${error.message}`, `The product cannot be started: ${error.message}`);
  });
  child.on('exit', (code, signal) => ended(code, signal));
  return child;
}

function ended(code, signal) {
  if (signal === null) process.exit(code ?? 1);
  if (stopping !== null) process.exit(128 + constants.signals[stopping]);
  const now = Date.now();
  restarts.push(now);
  total += 1;
  const recent = restarts.filter((at) => now - at < restartSpanMs).length;
  if (recent > maxRestarts) {
    refuse(
      `分析引擎 10 分钟内异常退出 ${recent} 次（${signal}），不再重启。数据没有丢失，请查看日志后再启动。`,
      `The engine died ${recent} times within 10 minutes (${signal}); not starting again. No data is lost: look at the log, then start again.`,
    );
  }
  say(
    `分析引擎异常退出（${signal}），正在重新启动（第 ${total} 次）……`,
    `The engine died (${signal}); starting again (number ${total}) …`,
  );
  product = run();
}

let product = run();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (stopping === null) {
      stopping = signal;
      setTimeout(() => product.kill('SIGKILL'), killAfterMs).unref();
    }
    product.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
  });
}
