/* The list of the desk: what waits on this phone goes out as soon as it can. */

import { connectWorker, offerSignIn, showLocal, titleOf } from "./local.js";
import { connectRuns, pushAll } from "./queue.js";
import { findPerson } from "./store.js";

const PAUSE_MS = 20_000;

async function connectList() {
  connectWorker();
  const person = await findPerson();
  if (!person) return;
  const note = document.createElement("p");
  note.className = "meta";
  note.setAttribute("role", "status");
  document.querySelector("[data-desk-local]").append(note);
  let isSent = false;
  const tell = ({ draft, address }) => {
    isSent ||= Boolean(address);
    if (address) note.textContent = `${document.querySelector("[data-desk-words]").dataset.sent}: ${titleOf(draft)}`;
  };
  const run = connectRuns(async () => {
    try {
      await pushAll(person, { tell });
    } catch (error) {
      if (error.status === 401) offerSignIn(note);
      throw error;
    } finally {
      await showLocal(person);
    }
    // The list was made before they were sent.
    if (isSent) location.assign(document.querySelector("[data-desk-words]").dataset.base);
  });
  document.querySelector("[data-desk-try]").addEventListener("click", run);
  setInterval(run, PAUSE_MS);
  await showLocal(person);
  run();
}

connectList();
