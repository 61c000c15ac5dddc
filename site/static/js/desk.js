/* The desk without JavaScript is complete; this adds a counter, previews, autosave and one tap only. */

const AUTOSAVE_MS = 20_000;

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

export function connectPhotos(form) {
  const input = form.querySelector("[data-desk-photos]");
  const list = form.querySelector("[data-desk-previews]");
  if (!input || !list) return;
  form.classList.add("desk-form--live");
  input.addEventListener("change", () => {
    list.replaceChildren();
    for (const file of input.files) {
      const picture = new Image();
      picture.alt = file.name;
      picture.addEventListener("load", () => URL.revokeObjectURL(picture.src), { once: true });
      // HEIC that the browser cannot draw shows its name instead.
      picture.src = URL.createObjectURL(file);
      const item = document.createElement("li");
      item.append(picture);
      list.append(item);
    }
    list.hidden = input.files.length === 0;
    // Stored at once, so that nothing that happens later can lose them.
    if (input.files.length > 0) form.requestSubmit(form.querySelector('[value="photos"]'));
  });
}

function wordsOf(form) {
  const words = new FormData(form);
  words.delete("photos");
  words.delete("csrfmiddlewaretoken");
  return words;
}

export function connectSaving(form) {
  const state = form.querySelector("[data-desk-state]");
  const print = () => new URLSearchParams(wordsOf(form)).toString();
  let kept = print();
  let isLeaving = false;

  const save = async () => {
    const now = print();
    if (isLeaving || now === kept) return;
    state.textContent = form.dataset.saving;
    const words = new FormData(form);
    words.delete("photos");
    words.set("do", "save");
    try {
      const reply = await fetch(form.action, {
        method: "POST",
        body: words,
        headers: { Accept: "application/json" },
        redirect: "error",
      });
      if (!reply.ok) throw new Error(String(reply.status));
      const { saved_at: savedAt } = await reply.json();
      kept = now;
      state.textContent = `${form.dataset.saved} ${savedAt}`;
    } catch {
      state.textContent = form.dataset.notSaved;
    }
  };

  form.addEventListener("input", () => {
    if (print() !== kept) state.textContent = form.dataset.unsaved;
  });
  setInterval(save, AUTOSAVE_MS);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });

  form.addEventListener("submit", (event) => {
    if (isLeaving) {
      event.preventDefault();
      return;
    }
    isLeaving = true;
    state.textContent = event.submitter?.hasAttribute("data-desk-send") ? form.dataset.sending : form.dataset.saving;
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

connectFocus(document);
for (const form of document.querySelectorAll("[data-desk-form]")) {
  connectCounters(form);
  connectConditions(form);
  connectPhotos(form);
  connectSaving(form);
}
