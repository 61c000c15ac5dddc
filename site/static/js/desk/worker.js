/* The service worker of the desk: opens the list and the form without a signal. What it keeps says
   nothing of anybody; it never keeps a page that the site made for somebody. */

const NAME = `desk-${self.plan.version}`;
const PATIENCE_MS = 6_000;
const DRAFT = /^[0-9a-f-]{36}\/sua\/$/;

async function keepFiles() {
  const cache = await caches.open(NAME);
  const shells = [self.plan.formShell, self.plan.listShell];
  // On a weak line the next try takes up what this one leaves: a file's name changes with the file.
  const kept = await Promise.all(self.plan.files.map((address) => cache.match(address)));
  const missing = self.plan.files.filter((_address, number) => !kept[number]);
  await Promise.all(
    [...missing, ...shells].map(async (address) => {
      // Somebody who is not signed in is sent away, and nothing is kept.
      const reply = await fetch(address, { redirect: "error", cache: "no-cache" });
      if (!reply.ok) throw new TypeError(`${reply.status} ${address}`);
      await cache.put(address, reply);
    }),
  );
}

async function dropOldFiles() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("desk-") && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
}

function shellFor(path) {
  if (path === self.plan.list) return self.plan.listShell;
  if (path === self.plan.new) return self.plan.formShell;
  const isDraft = path.startsWith(self.plan.list) && DRAFT.test(path.slice(self.plan.list.length));
  return isDraft ? self.plan.formShell : null;
}

async function fetchOrShell(request, shell) {
  const kept = async () => (await caches.open(NAME)).match(shell);
  try {
    const patience = new Promise((_resolve, reject) => {
      setTimeout(reject, PATIENCE_MS);
    });
    return await Promise.race([fetch(request), patience]);
  } catch {
    return (await kept()) ?? fetch(request);
  }
}

self.addEventListener("install", (event) => {
  event.waitUntil(keepFiles().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOldFiles().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    const shell = shellFor(address.pathname);
    if (shell) event.respondWith(fetchOrShell(request, shell));
  } else if (self.plan.files.includes(address.pathname)) {
    const keptOrFetched = async () =>
      (await (await caches.open(NAME)).match(address.pathname)) ?? fetch(request);
    event.respondWith(keptOrFetched());
  }
});
