/* What the phone keeps: drafts and their photographs in IndexedDB, locked with their owner's key. */

const encoder = new TextEncoder();
const decoder = new TextDecoder();
let database;

/* Who writes here, by the cookie that the site gave; null after signing out. */
export async function findPerson() {
  const cookie = document.cookie.split("; ").find((pair) => pair.startsWith("desk="));
  if (!cookie || !globalThis.crypto?.subtle || !globalThis.indexedDB) return null;
  // The present key first; then those from before the site's secret changed.
  const locks = new Map();
  for (const pair of cookie.slice("desk=".length).split("~")) {
    const [name, secret] = pair.split(".");
    const binary = atob(secret.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    locks.set(name, await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]));
  }
  const [[owner, lock]] = locks;
  return { owner, lock, locks };
}

function openDatabase() {
  database ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("desk", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("drafts", { keyPath: "key" }).createIndex("owner", "owner");
      const photos = request.result.createObjectStore("photos", { keyPath: ["draft", "hash"] });
      photos.createIndex("draft", "draft");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return database;
}

/* Resolves when the transaction is on the disk, not when it was asked for. */
async function inTransaction(mode, work) {
  const base = await openDatabase();
  return new Promise((resolve, reject) => {
    const transaction = base.transaction(["drafts", "photos"], mode, { durability: "strict" });
    let request;
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
    request = work(transaction.objectStore("drafts"), transaction.objectStore("photos"));
  });
}

async function seal(person, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, person.lock, bytes) };
}

/* Somebody else's, or damaged, or its key is too old: it cannot be read. */
async function unsealOrNull(person, { owner, iv, sealed }) {
  if (!person.locks.has(owner)) return null;
  try {
    return await crypto.subtle.decrypt({ name: "AES-GCM", iv }, person.locks.get(owner), sealed);
  } catch {
    return null;
  }
}

async function readDraft(person, row) {
  const bytes = row && (await unsealOrNull(person, row));
  return bytes && JSON.parse(decoder.decode(bytes));
}

let lastWrite = Promise.resolve();

/* One after the other, so that an older text never lands on a newer one. */
export function keepDraft(person, draft) {
  const write = async () => {
    const locked = await seal(person, encoder.encode(JSON.stringify(draft)));
    const row = { key: draft.key, owner: person.owner, ...locked };
    await inTransaction("readwrite", (drafts) => drafts.put(row));
  };
  lastWrite = lastWrite.then(write, write);
  return lastWrite;
}

export async function findDraft(person, key) {
  return readDraft(person, await inTransaction("readonly", (drafts) => drafts.get(key)));
}

export async function findDrafts(person) {
  const ofOwner = (owner) => inTransaction("readonly", (drafts) => drafts.index("owner").getAll(owner));
  const rows = (await Promise.all(Array.from(person.locks.keys(), ofOwner))).flat();
  const drafts = await Promise.all(rows.map((row) => readDraft(person, row)));
  return drafts.filter(Boolean).sort((one, other) => other.changedAt - one.changedAt);
}

export async function forgetDraft(key) {
  await inTransaction("readwrite", (drafts, photos) => {
    drafts.delete(key);
    const cursor = photos.index("draft").openKeyCursor(IDBKeyRange.only(key));
    cursor.onsuccess = () => {
      if (!cursor.result) return;
      photos.delete(cursor.result.primaryKey);
      cursor.result.continue();
    };
  });
}

/* A photograph: { draft, hash, blob, position, isUploaded, refusal }. */
export async function keepPhoto(person, { blob, ...photo }) {
  const locked = await seal(person, await blob.arrayBuffer());
  const row = { ...photo, owner: person.owner, type: blob.type, ...locked };
  await inTransaction("readwrite", (_drafts, photos) => photos.put(row));
}

export async function findPhotos(person, key) {
  const rows = await inTransaction("readonly", (_drafts, photos) => photos.index("draft").getAll(key));
  const photos = await Promise.all(
    rows.map(async ({ iv, sealed, owner, type, ...photo }) => {
      const bytes = await unsealOrNull(person, { owner, iv, sealed });
      return bytes && { ...photo, blob: new Blob([bytes], { type }) };
    }),
  );
  return photos.filter(Boolean).sort((one, other) => one.position - other.position);
}

/* Note what became of a photograph, unless it was taken out meanwhile. */
export function changePhoto({ draft, hash, isUploaded, refusal }) {
  return inTransaction("readwrite", (_drafts, photos) => {
    const request = photos.get([draft, hash]);
    request.onsuccess = () => {
      if (request.result) photos.put({ ...request.result, isUploaded, refusal });
    };
  });
}

export function forgetPhoto(key, hash) {
  return inTransaction("readwrite", (_drafts, photos) => photos.delete([key, hash]));
}
