/* The form of the desk without JavaScript is complete. This adds a counter and conditions; and, where
   the browser can, keeps every word on the phone at once and brings it to the site by itself. */

import { hiddenField } from "./fields.js";
import { connectWorker } from "./local.js";
import { connectPeople } from "./people.js";
import { openSheet } from "./sheet.js";
import { findPerson } from "./store.js";

export function connectFocus(root) {
  root.querySelector("[data-focus]")?.focus();
}

export function connectCounters(root) {
  for (const field of root.querySelectorAll("[data-count], [data-count-from]")) {
    const most = Number(field.dataset.count ?? 0);
    const least = Number(field.dataset.countFrom ?? 0);
    const note = document.createElement("output");
    note.className = "field__count";
    field.after(note);
    const show = () => {
      const length = field.value.trim().length;
      note.textContent = `${length} / ${most || `${least}+`}`;
      note.classList.toggle("field__count--over", most > 0 && length > most);
    };
    field.addEventListener("input", show);
    show();
  }
}

export function connectConditions(form) {
  for (const group of form.querySelectorAll("[data-show-when]")) {
    const values = group.dataset.showValues.split(" ");
    const show = () => {
      const chosen = form.querySelector(`[name="${group.dataset.showWhen}"]:checked`);
      group.hidden = !(chosen && values.includes(chosen.value));
    };
    form.addEventListener("change", show);
    show();
  }
}

/* The page that was kept does not know what today is. */
function connectToday(form) {
  const now = new Date();
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  const today = parts.map((part) => String(part).padStart(2, "0")).join("-");
  const field = form.elements.happened_on;
  field.max = today;
  const isGuessed = "shell" in form.dataset && !field.value;
  if (isGuessed) field.value = today;
  // Where the phone's clock is ahead, the site knows that nobody typed this day.
  form.append(hiddenField("guessed_day", isGuessed ? today : ""));
}

/* A post without a second one by the same tap. */
function connectOneTap(form) {
  let isLeaving = false;
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (isLeaving) {
      event.preventDefault();
      return;
    }
    isLeaving = true;
    // After this turn, so that the pressed button is still part of the post.
    setTimeout(() => {
      for (const button of form.querySelectorAll("button")) button.disabled = true;
    });
  });
  // Back to a page kept by the browser: the form may be used again.
  window.addEventListener("pageshow", () => {
    isLeaving = false;
    for (const button of form.querySelectorAll("button")) button.disabled = false;
  });
}

/* Choosing is uploading, where the phone's own store cannot be used. */
function connectPlainPhotos(form) {
  const input = form.querySelector("[data-desk-files]");
  input?.addEventListener("change", () => {
    if (input.files.length > 0) form.requestSubmit(form.querySelector('[value="photos"]'));
  });
}

async function connectForm(form) {
  connectFocus(document);
  connectToday(form);
  form.classList.add("desk-form--live");
  const typed = new Set();
  const note = ({ target }) => typed.add(target);
  form.addEventListener("input", note);
  try {
    const sheet = await openSheet(form, await findPerson());
    if (sheet) await sheet.connect(typed);
    else connectPlainPhotos(form);
  } catch {
    // Private windows may refuse the store; the plain form does the whole job.
    connectPlainPhotos(form);
  }
  form.removeEventListener("input", note);
  connectPeople(form);
  connectCounters(form);
  connectConditions(form);
  connectOneTap(form);
  form.dataset.ready = "";
  connectWorker();
}

for (const form of document.querySelectorAll("[data-desk-form]")) connectForm(form);
