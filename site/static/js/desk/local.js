/* The stories that are only on this phone, wherever the desk shows them. */

import { findDrafts, findPhotos } from "./store.js";
import { isWaiting } from "./queue.js";

const words = () => document.querySelector("[data-desk-words]").dataset;

export function titleOf(draft) {
  return draft.fields.title?.[0]?.trim() || words().untitled;
}

/* A story that the site has never seen has no address of its own there. */
function addressOf(draft) {
  return draft.edition > 0 ? `${words().base}${draft.key}/sua/` : `${words().new}#${draft.key}`;
}

function stateOf(draft) {
  if (draft.conflict !== null) return words().changed;
  if (draft.stop) return draft.stop;
  if (draft.problems.length > 0) return `${words().incomplete} ${draft.problems[0].message}`;
  return draft.ticket ? words().queued : words().local;
}

function itemFor(draft) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = addressOf(draft);
  link.textContent = titleOf(draft);
  const state = document.createElement("p");
  state.className = "meta";
  state.textContent = stateOf(draft);
  item.append(link, state);
  return item;
}

/* Show what still has to reach the site; hide the section when nothing has. */
export async function showLocal(person, { except = "" } = {}) {
  const section = document.querySelector("[data-desk-local]");
  const items = [];
  for (const draft of await findDrafts(person)) {
    const isOpenHere = draft.key === except;
    const needsAttention = draft.conflict !== null || draft.stop || draft.problems.length > 0;
    const waits = needsAttention || isWaiting(draft, await findPhotos(person, draft.key));
    if (!isOpenHere && waits) items.push(itemFor(draft));
  }
  section.querySelector("ul").replaceChildren(...items);
  section.hidden = items.length === 0;
}

/* Offer to sign in; the stories wait on the phone. */
export function offerSignIn(place) {
  const link = document.createElement("a");
  link.href = `${words().login}?next=${encodeURIComponent(location.pathname + location.hash)}`;
  link.textContent = words().signIn;
  place.replaceChildren(`${words().signedOut} `, link);
}

/* Let the desk open without a signal, and ask the browser not to throw its store away. */
export function connectWorker() {
  const scope = words().base;
  navigator.serviceWorker?.register(`${scope}sw.js`, { scope, updateViaCache: "none" }).catch(() => {});
  navigator.storage?.persist?.().catch(() => {});
}
