/**
 * Shows push messages, and opens the console where there is no network. Only the console's own files are kept: an answer
 * of the API is never stored and never given from a store, so that nobody acts on an old state.
 */
const shell = 'shell-1';

/** Keeps the first page and the files that it names, so that the console opens without a network. */
async function keepShell() {
  const cache = await caches.open(shell);
  await cache.addAll(['/', '/icon.svg']);
  const first = await (await cache.match('/')).text();
  await cache.addAll([...first.matchAll(/"(\/assets\/[^"]+)"/gu)].map(([, path]) => path));
}

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== shell).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

/** The page from the network; its first page, from which every other is built, where there is none. */
async function page(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(shell)).put('/', answer.clone());
    return answer;
  } catch (error) {
    const kept = await caches.match('/');
    if (kept === undefined) throw error;
    return kept;
  }
}

/** Files named by their content never change. */
async function asset(request) {
  const kept = await caches.match(request);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(shell)).put(request, answer.clone());
  return answer;
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith('/api/') || url.pathname === '/metrics') return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request));
});

/** Tells the server that the message came, or was opened; without a network the proof is missing and nothing else. */
function receipt(key, step) {
  return fetch(`/api/v1/messages/receipts/${key}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ step }),
  }).catch(() => undefined);
}

self.addEventListener('push', (event) => {
  if (event.data === null) return;
  const { key, tier, title, text, path, test } = event.data.json();
  const grave = tier === 'red' || tier === 'orange';
  const shown = self.registration.showNotification(title, {
    body: text,
    // The same message sent again takes the place of the first, without a sound.
    tag: key,
    icon: '/icon.svg',
    requireInteraction: grave,
    data: { key, path },
  });
  event.waitUntil(test ? shown : Promise.all([shown, receipt(key, 'delivered')]));
});

async function openPath(path) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const [open] = windows;
  if (open === undefined) return self.clients.openWindow(path);
  await open.focus();
  return open.navigate(path);
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { key, path } = event.notification.data;
  event.waitUntil(Promise.all([receipt(key, 'read'), openPath(path)]));
});
