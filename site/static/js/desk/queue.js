/* The way from the phone to the site. Every step may be repeated: the site takes each thing once. */

import { changePhoto, findDrafts, findPhotos, forgetDraft, keepDraft } from "./store.js";

const PATIENCE_MS = 30_000;
const UPLOAD_PATIENCE_MS = 180_000;
/* Where a photograph takes longer than this, the next leaves before the site has answered. */
const SLOW_UPLOAD_MS = 2_000;
const PAUSES_MS = [3_000, 6_000, 12_000, 30_000, 60_000];
/* The site has answered, and asking again would be answered in the same way. */
const FINAL = new Set([400, 404, 409, 413, 422]);

export class Refused extends Error {
  constructor(status, { reason = "", message = "", ...more } = {}) {
    super(message);
    Object.assign(this, { status, reason, more });
  }
}

function base() {
  return document.querySelector("[data-desk-words]").dataset.base;
}

async function ask(path, options = {}) {
  const reply = await fetch(base() + path, {
    cache: "no-store",
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE_MS),
    ...options,
    headers: { Accept: "application/json", ...options.headers },
  });
  // Sent away to sign in, or to the second factor.
  if (reply.type === "opaqueredirect") throw new Refused(401, { reason: "signed-out" });
  const body = await reply.json().catch(() => ({}));
  if (!reply.ok) throw new Refused(reply.status, body);
  return body;
}

/* The token is asked for each time: the one in a kept page is as old as the page. */
export async function fetchToken(person) {
  const { owner, former, token } = await ask("may/");
  // The site's secret may have changed since this page was opened, or on one of its servers only.
  if (!person.locks.has(owner) && !former.includes(person.owner)) throw new Refused(401, { reason: "signed-out" });
  return token;
}

function letterOf(draft) {
  const { edition, writer, sequence, ticket, removed } = draft;
  const fields = { ...draft.fields, removed };
  return JSON.stringify({ edition, writer, sequence, ticket: ticket ?? undefined, fields });
}

function post(path, token, body, options = {}) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  return ask(path, { method: "POST", body, headers, ...options });
}

/* The last word before the page goes; what does not arrive is still on the phone. */
export function postLastWord(draft, token) {
  const body = letterOf({ ...draft, ticket: null });
  // Browsers carry at most 64 KB beyond the end of a page.
  if (!token || body.length > 20_000) return;
  post(`${draft.key}/luu/`, token, body, { keepalive: true }).catch(() => {});
}

/* Gives two promises: the last byte left, the site answered. Both fail alike. */
function upload(key, photo, token, onProgress) {
  const request = new XMLHttpRequest();
  const leaving = new Promise((resolve) => {
    request.upload.onloadend = resolve;
  });
  const answer = new Promise((resolve, reject) => {
    const body = new FormData();
    body.set("hash", photo.hash);
    body.set("photo", photo.blob, "photo");
    request.open("POST", `${base()}${key}/anh/`);
    request.responseType = "json";
    request.timeout = UPLOAD_PATIENCE_MS;
    request.setRequestHeader("X-CSRFToken", token);
    request.upload.onprogress = (event) => onProgress(event.loaded / event.total);
    request.onload = () => {
      if (request.status === 200) resolve(request.response);
      else reject(new Refused(request.status, request.response ?? {}));
    };
    request.onerror = request.ontimeout = request.onabort = () => reject(new TypeError("not sent"));
    request.send(body);
  });
  return { leaving, answer };
}

const isMissing = (photo) => !photo.isUploaded && !photo.refusal;

export function isWaiting(draft, photos) {
  if (draft.conflict !== null || draft.stop) return false;
  return Boolean(draft.ticket) || draft.sequence > draft.kept || photos.some(isMissing);
}

function noteKept(draft, sequence, state) {
  draft.removed = draft.removed.filter((hash) => state.photos.includes(hash));
  draft.kept = Math.max(draft.kept, sequence);
  draft.keptAt = state.saved_at;
  draft.edition = state.edition;
  draft.problems = state.problems;
}

async function save(person, draft, token) {
  const { sequence } = draft;
  const state = await post(`${draft.key}/luu/`, token, letterOf({ ...draft, ticket: null }));
  // A story that was sent meanwhile: there is nothing left to save.
  if (state.address) return state;
  noteKept(draft, sequence, state);
  await keepDraft(person, draft);
  return state;
}

/* Bring one photograph to the site. Resolves when the line is free for the next one; what the site
   says of it is awaited through ``answers``. */
async function uploadOne(draft, photo, { token, tell, answers }) {
  const began = Date.now();
  const { leaving, answer } = upload(draft.key, photo, token, (share) => tell({ photo, share }));
  const note = async () => {
    try {
      await answer;
      photo.isUploaded = true;
    } catch (error) {
      if (error.status !== 422 && error.status !== 413) throw error;
      photo.refusal = error.message || String(error.status);
    }
    await changePhoto(photo);
    tell({ photo });
  };
  const noted = note();
  answers.push(noted);
  // Whoever awaits them all hears of a failure; until then it is no error of the page. A site that
  // answers before the last byte has come lets no browser tell that it left.
  await Promise.race([leaving, noted.catch(() => {})]);
  // On a fast line the next one could overtake it, and they would change places.
  if (Date.now() - began < SLOW_UPLOAD_MS) await noted;
}

async function uploadMissing(person, draft, token, state, tell) {
  const begun = new Set();
  const answers = [];
  // Asked anew after each: the next one may have been made small meanwhile.
  for (;;) {
    // Asked before the photographs: those picked before "Gửi" are then among them.
    const { ticket } = draft;
    const photos = await findPhotos(person, draft.key);
    const photo = photos.find((one) => isMissing(one) && !begun.has(one.hash));
    if (photo) {
      begun.add(photo.hash);
      if (state.photos.includes(photo.hash)) {
        photo.isUploaded = true;
        await changePhoto(photo);
        tell({ photo });
      } else {
        await uploadOne(draft, photo, { token, tell, answers });
      }
    } else if (answers.length > 0) {
      await Promise.all(answers.splice(0));
    } else {
      const refusal = photos.find((one) => one.refusal)?.refusal ?? "";
      return { count: begun.size, refusal, ticket };
    }
  }
}

async function send(person, draft, token) {
  const { sequence } = draft;
  try {
    return (await post(`${draft.key}/gui/`, token, letterOf(draft))).address;
  } catch (error) {
    if (error.status !== 422) throw error;
    draft.ticket = null;
    noteKept(draft, sequence, error.more);
    await keepDraft(person, draft);
    return null;
  }
}

/* Bring one draft to the site: words, photographs, and the sending if it was asked for.
   Returns the address of the receipt once it is sent. */
export async function push(person, draft, tell = () => {}) {
  const token = await fetchToken(person);
  tell({ token });
  try {
    let state = await save(person, draft, token);
    let isAsked = false;
    if (!state.address) {
      const { count, refusal, ticket } = await uploadMissing(person, draft, token, state, tell);
      isAsked = ticket !== null && ticket === draft.ticket;
      // What is said about a photograph can be kept only once it is there.
      if (count > 0 && !isAsked) {
        draft.sequence += 1;
        state = await save(person, draft, token);
      }
      if (refusal) {
        // Nothing is sent without a photograph that its author believes to be in it.
        draft.ticket = null;
        draft.problems = [{ anchor: "#anh", message: refusal }];
        await keepDraft(person, draft);
        return null;
      }
    }
    const address = state.address ?? (isAsked ? await send(person, draft, token) : null);
    if (address) await forgetDraft(draft.key);
    return address;
  } catch (error) {
    if (!FINAL.has(error.status) || error.reason === "broken") throw error;
    draft.ticket = null;
    if (error.reason === "changed") draft.conflict = error.more.edition;
    else draft.stop = error.message || String(error.status);
    await keepDraft(person, draft);
    return null;
  }
}

/* One page at a time works on a draft; others leave it alone. Without locks the site sorts it out. */
export function withDraft(key, work) {
  if (!navigator.locks) return work();
  return navigator.locks.request(`desk-${key}`, { ifAvailable: true }, (lock) => (lock ? work() : null));
}

/* Bring every waiting draft of this person to the site, but the one that is open here. */
export async function pushAll(person, { except = "", tell = () => {} } = {}) {
  for (const draft of await findDrafts(person)) {
    if (draft.key === except || !isWaiting(draft, await findPhotos(person, draft.key))) continue;
    const address = await withDraft(draft.key, () => push(person, draft));
    tell({ draft, address });
  }
}

/* Run ``work`` now, when the signal returns, when the page is looked at again, and after a failure
   with longer and longer pauses. Returns a function that asks for a run. */
export function connectRuns(work) {
  let running = null;
  let isAsked = false;
  let failures = 0;
  let timer;

  const runUntilDone = async () => {
    clearTimeout(timer);
    do {
      isAsked = false;
      try {
        await work();
        failures = 0;
      } catch {
        timer = setTimeout(run, PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)]);
        failures += 1;
        return;
      }
    } while (isAsked);
  };
  function run() {
    isAsked = true;
    running ??= runUntilDone().finally(() => {
      running = null;
    });
    return running;
  }
  window.addEventListener("online", run);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") run();
  });
  return run;
}
