import { accessSync, constants, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { inject } from 'vitest';
import type { DemoRole } from './global-setup.js';
import type { SessionKeys } from './product.js';

const pictures = fileURLToPath(new URL('../../artifacts/e2e', import.meta.url));
const names = ['chromium', 'chromium-browser', 'google-chrome'] as const;

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The browser's program: CHROMIUM_PATH, or the first of the known names on PATH. */
function browserPath(): string {
  const given = process.env['CHROMIUM_PATH'];
  if (given !== undefined && given !== '') return given;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(canRun);
  if (found === undefined) {
    throw new Error(
      `No browser found (${names.join(', ')}). Install one: apt-get install chromium fonts-noto-cjk; or set CHROMIUM_PATH.`,
    );
  }
  return found;
}

/** A desk as the console is laid out for. */
export const desk = { width: 1280, height: 800 } as const;

/** Opens the real browser. */
export function openBrowser(): Promise<Browser> {
  const asRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: browserPath(),
    headless: true,
    args: [
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      // The language of the browser's own parts, such as the fields for days.
      '--lang=zh-CN',
      ...(asRoot ? ['--no-sandbox'] : []),
    ],
  });
}

/** Puts an open session into a browser's cookies. */
export async function useSession(
  context: BrowserContext,
  url: string,
  { cookie }: SessionKeys,
): Promise<void> {
  const [name = '', value = ''] = cookie.split('=', 2);
  await context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Lax' }]);
}

export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What went wrong in the page so far: errors it logged or threw, requests that failed or were refused. */
  readonly troubles: readonly string[];
  readonly close: () => Promise<void>;
}

export interface VisitOptions {
  readonly role?: DemoRole;
  readonly size?: { readonly width: number; readonly height: number };
  readonly language?: 'zh-CN' | 'en-GB';
  /** Another product than the shared county. */
  readonly url?: string;
}

/** Collects what a visitor would not see but must not happen. */
function watch(page: Page): string[] {
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`thrown: ${error.message}`));
  page.on('response', (answer) => {
    if (answer.status() >= 400) troubles.push(`${answer.status()} ${answer.url()}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // A page that is left behind takes its open requests with it.
    if (reason !== 'net::ERR_ABORTED') troubles.push(`${reason} ${request.url()}`);
  });
  return troubles;
}

/** A fresh browser profile, signed in as a role where one is given, on a blank page. */
export async function visit(browser: Browser, options: VisitOptions = {}): Promise<Visit> {
  const { role, size = desk, language = 'zh-CN' } = options;
  const county = inject('county');
  const baseURL = options.url ?? county.url;
  const context = await browser.newContext({
    baseURL,
    viewport: size,
    locale: language,
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(15_000);
  if (role !== undefined) await useSession(context, baseURL, county.sessions[role]);
  const page = await context.newPage();
  return { context, page, troubles: watch(page), close: () => context.close() };
}

/** Waits until a page shows its content: nothing loading, charts drawn. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('main h1, main .page-message') !== null &&
      document.querySelector('.waiting, .chart-waiting, .moving, .renewing, .ant-spin-spinning') === null,
  );
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

/** Opens an address of the console and waits for its content. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await settled(page);
}

/** Keeps a picture of the page under artifacts/e2e. */
export async function picture(page: Page, name: string, fullPage = false): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage });
}
