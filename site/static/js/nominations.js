/* The form of a nomination is complete without this: it only counts while somebody types, and keeps a
   second tap from sending twice (the site would know it all the same). */

/* The same count as exemplars/nominations/wording.py makes. */
const SYLLABLE = /[\p{L}\p{N}_]+(?:[.,:/]\p{Nd}+)*/gu;

export function countWords(text) {
  return text.normalize("NFC").match(SYLLABLE)?.length ?? 0;
}

export function connectCounters(root) {
  for (const field of root.querySelectorAll("[data-words], [data-count]")) {
    const most = Number(field.dataset.words ?? field.dataset.count);
    const measure = field.dataset.words ? countWords : (text) => text.trim().length;
    const note = document.createElement("output");
    note.className = "field__count";
    field.after(note);
    const show = () => {
      const count = measure(field.value);
      note.textContent = `${count} / ${most}`;
      note.classList.toggle("field__count--over", count > most);
    };
    field.addEventListener("input", show);
    show();
  }
}

function connectOneTap(form) {
  let isLeaving = false;
  form.addEventListener("submit", (event) => {
    if (isLeaving) event.preventDefault();
    isLeaving = true;
  });
  window.addEventListener("pageshow", () => {
    isLeaving = false;
  });
}

document.querySelector("[data-focus]")?.focus();
for (const form of document.querySelectorAll("[data-nomination]")) {
  connectCounters(form);
  connectOneTap(form);
}
