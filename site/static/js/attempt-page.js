/* The page of an attempt: reads and fills its answers, and shows what becomes of them. What is sent,
   and when, is for attempt.js. */

function clockText(seconds) {
  const whole = Math.ceil(seconds);
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, "0"));
  const hours = Math.floor(whole / 3600);
  return hours ? `${hours}:${parts.join(":")}` : parts.join(":");
}

const isTick = (field) => field.type === "radio" || field.type === "checkbox";

export function placeOf(element) {
  if (element.closest("[data-prediction]")) return "0";
  return element.closest("[data-quiz-question]")?.dataset.quizQuestion;
}

/* Says in ``box`` why its ``fields`` are not saved, as the server's page does; "" takes it back. */
function writeError(box, fields, message) {
  const error = box.querySelector(".field__error") || document.createElement("p");
  const id = error.id || `${fields[0].id || box.id}_error`;
  for (const field of fields) {
    const described = (field.getAttribute("aria-describedby") || "").split(" ");
    const others = described.filter((each) => each && each !== id);
    field.setAttribute("aria-describedby", [...others, ...(message ? [id] : [])].join(" "));
    if (message) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
  if (!message) return error.remove();
  Object.assign(error, { id, className: "field__error", textContent: message });
  box.append(error);
}

export class AttemptPage {
  constructor(form) {
    this.form = form;
    this.texts = form.dataset;
    this.announced = new Set();
    this.bar = form.querySelector("[data-attempt-bar]");
    this.state = form.querySelector("[data-state]");
    this.note = form.querySelector("[data-note]");
  }

  /* From now on answers are saved as they are given: the button for it goes, the bar comes. */
  open() {
    this.bar.hidden = false;
    this.form.querySelector("[data-save-button]").hidden = true;
  }

  boxOf(place) {
    if (place === "0") return this.form.querySelector("[data-prediction]");
    return this.form.querySelector(`[data-quiz-question="${place}"]`);
  }

  fieldsOf(place) {
    const fields = this.boxOf(place)?.querySelectorAll("input:not([type=hidden]), select, textarea");
    return [...(fields || [])];
  }

  read(place) {
    const body = new URLSearchParams();
    for (const field of this.fieldsOf(place)) {
      if (!isTick(field) || field.checked) body.append(field.name, field.value);
    }
    return body.toString();
  }

  fill(place, text) {
    const body = new URLSearchParams(text);
    for (const field of this.fieldsOf(place)) {
      if (isTick(field)) field.checked = body.getAll(field.name).includes(field.value);
      else field.value = body.get(field.name) ?? "";
    }
  }

  /* The places that the server's page came with an error for. */
  invalidPlaces() {
    return [...this.form.querySelectorAll("[aria-invalid]")].map(placeOf);
  }

  showError(place, message) {
    writeError(this.boxOf(place), this.fieldsOf(place), message);
  }

  /* The questions without an answer. */
  leftOpen() {
    const isAnswered = (field) => (isTick(field) ? field.checked : field.value !== "");
    const asked = [...this.form.querySelectorAll("[data-quiz-question], [data-prediction]")];
    return asked.filter((box) => !this.fieldsOf(placeOf(box)).some(isAnswered));
  }

  showTime(left) {
    this.form.querySelector("[data-time]").textContent = clockText(left);
    this.announceTime(left);
  }

  /* At five minutes and at one, once each. A device that slept over it says what is really left. */
  announceTime(left) {
    if (left > 300 || left <= 0) return;
    const minutes = Math.round(left / 60);
    const text = left < 45 ? this.texts.less : minutes > 1 ? this.texts.minutes : this.texts.one;
    this.announce(left <= 60 ? "one" : "five", text.replace("COUNT", minutes));
  }

  announce(name, text) {
    if (this.announced.has(name)) return;
    this.announced.add(name);
    this.form.querySelector("[data-announce]").textContent = text;
  }

  /* Says ``text``, with links to ``questions``. */
  tell(text, questions = []) {
    const links = questions.map((box) => {
      const item = document.createElement("li");
      const link = Object.assign(document.createElement("a"), { href: `#${box.id}` });
      link.textContent = this.nameOf(box);
      item.append(link);
      return item;
    });
    this.note.querySelector("[data-note-text]").textContent = text;
    this.note.querySelector("[data-note-links]").replaceChildren(...links);
    this.note.hidden = !text;
  }

  hush() {
    this.note.hidden = true;
  }

  nameOf(box) {
    return box.dataset.name || this.texts.question.replace("NUMBER", box.dataset.quizQuestion);
  }

  /* The sentence that names the places whose answers are not saved. */
  notSaved(places) {
    const names = places.map((place) => this.nameOf(this.boxOf(place)));
    return this.texts.refused.replace("NAME", names.join(", "));
  }

  /* Says in the bar how the answers stand, ``waiting`` of which are not sent yet. */
  show(text, { waiting, variant }) {
    const shown = text.replace("NUMBER", waiting);
    if (this.state.textContent !== shown) this.state.textContent = shown;
    this.bar.classList.toggle("attempt-bar--waiting", variant === "waiting");
  }

  /* Sends the whole form; of its answers only those at the places in ``unsent`` are meant. */
  submit(step, sequence, unsent) {
    this.form.elements.so.value = sequence;
    this.addHidden("do", step);
    for (const place of unsent.length ? unsent : [""]) this.addHidden("sua", place);
    HTMLFormElement.prototype.submit.call(this.form);
  }

  addHidden(name, value) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    this.form.append(field);
  }
}
