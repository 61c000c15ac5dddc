/* Saves each answer of an attempt as it is given. Answers wait in this device while there is no
   signal; the label says only what is true. The time left comes from the server: the device's
   own clock may be wrong and is never asked. */

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;
const PATIENCE = 15000;
const TYPING_REST = 600;
const OVER = ["submitted", "late", "closed", "missing"];

/* What waits to be sent, kept on the device; storage may be forbidden, then it waits in memory. */
function openQueue(name) {
  const key = `thi:${name}`;
  let waiting = {};
  try {
    waiting = JSON.parse(localStorage.getItem(key)) || {};
  } catch {
    waiting = {};
  }
  const keep = () => {
    try {
      if (Object.keys(waiting).length) localStorage.setItem(key, JSON.stringify(waiting));
      else localStorage.removeItem(key);
    } catch {
      // See above.
    }
  };
  return {
    all: () => Object.values(waiting).sort((one, other) => one.sequence - other.sequence),
    put(entry) {
      waiting[entry.place] = entry;
      keep();
    },
    drop(entry) {
      if (waiting[entry.place]?.sequence !== entry.sequence) return;
      delete waiting[entry.place];
      keep();
    },
    clear() {
      waiting = {};
      keep();
    },
  };
}

/* The time left, from what the server said last; it runs on while the device sleeps. */
function openClock(seconds) {
  let told = { left: seconds, at: performance.now() };
  return {
    set(left) {
      if (Number.isFinite(left)) told = { left, at: performance.now() };
    },
    left: () => Math.max(0, told.left - (performance.now() - told.at) / 1000),
  };
}

function clockText(seconds) {
  const whole = Math.ceil(seconds);
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, "0"));
  const hours = Math.floor(whole / 3600);
  return hours ? `${hours}:${parts.join(":")}` : parts.join(":");
}

function placeOf(element) {
  if (element.closest("[data-prediction]")) return "0";
  return element.closest("[data-quiz-question]")?.dataset.quizQuestion;
}

function boxOf(form, place) {
  if (place === "0") return form.querySelector("[data-prediction]");
  return form.querySelector(`[data-quiz-question="${place}"]`);
}

function fieldsOf(form, place) {
  const fields = boxOf(form, place)?.querySelectorAll("input:not([type=hidden]), select, textarea");
  return [...(fields || [])];
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

function readFields(fields) {
  const body = new URLSearchParams();
  for (const field of fields) {
    const isChoice = field.type === "radio" || field.type === "checkbox";
    if (!isChoice || field.checked) body.append(field.name, field.value);
  }
  return body.toString();
}

function writeFields(fields, text) {
  const body = new URLSearchParams(text);
  for (const field of fields) {
    if (field.type === "radio" || field.type === "checkbox") {
      field.checked = body.getAll(field.name).includes(field.value);
    } else {
      field.value = body.get(field.name) ?? "";
    }
  }
}

function newWriter() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

class Attempt {
  constructor(form) {
    this.form = form;
    this.texts = form.dataset;
    this.queue = openQueue(form.dataset.attempt);
    this.clock = openClock(Number(form.dataset.seconds));
    this.sequence = Number(form.dataset.sequence);
    this.writer = newWriter();
    this.wait = FIRST_WAIT;
    this.isSending = false;
    this.isOver = false;
    this.wantsSubmit = "";
    this.announced = new Set();
    this.timers = new Map();
    // What the server would not take, by place: it is not sent again unless it is changed.
    this.refused = new Map();
    this.bar = form.querySelector("[data-attempt-bar]");
    this.state = form.querySelector("[data-state]");
    this.note = form.querySelector("[data-note]");
  }

  connect() {
    this.bar.hidden = false;
    this.form.querySelector("[data-save-button]").hidden = true;
    for (const field of this.form.querySelectorAll("[aria-invalid]")) this.refuse(placeOf(field));
    this.takeUp();
    this.form.addEventListener("change", (event) => this.noteChange(event.target));
    this.form.addEventListener("input", (event) => {
      if (["text", "textarea"].includes(event.target.type)) this.noteTyping(event.target);
    });
    this.form.addEventListener("submit", (event) => this.onSubmit(event));
    window.addEventListener("online", () => this.sendSoon(Math.random() * FIRST_WAIT));
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.askTime();
    });
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) location.reload();
    });
    setInterval(() => this.tick(), 500);
    this.tick();
    this.showSaved();
    if (this.queue.all().length) this.send();
  }

  /* Answers that were given here before the page was reloaded and have not been sent yet. */
  takeUp() {
    for (const entry of this.queue.all()) {
      writeFields(fieldsOf(this.form, entry.place), entry.body);
      this.sequence = Math.max(this.sequence, entry.sequence + 1);
    }
    for (const entry of this.queue.all()) this.put(entry.place);
  }

  put(place) {
    const fields = fieldsOf(this.form, place);
    this.queue.put({ place, body: readFields(fields), sequence: this.sequence });
    this.sequence += 1;
    if (this.refused.delete(place)) writeError(boxOf(this.form, place), fields, "");
  }

  refuse(place) {
    this.refused.set(place, readFields(fieldsOf(this.form, place)));
  }

  noteChange(element) {
    const place = placeOf(element);
    if (place === undefined || this.isOver) return;
    clearTimeout(this.timers.get(place));
    this.timers.delete(place);
    this.note.hidden = true;
    const isRefused = this.refused.get(place) === readFields(fieldsOf(this.form, place));
    if (!isRefused) this.put(place);
    this.send();
  }

  noteTyping(element) {
    const place = placeOf(element);
    if (place === undefined || this.isOver) return;
    if (!this.isWaiting) this.show(this.texts.saving, "");
    clearTimeout(this.timers.get(place));
    this.timers.set(place, setTimeout(() => this.noteChange(element), TYPING_REST));
  }

  sendSoon(delay) {
    clearTimeout(this.again);
    this.again = setTimeout(() => this.send(), delay);
  }

  async send() {
    if (this.isSending || this.isOver) return;
    this.isSending = true;
    clearTimeout(this.again);
    let [entry] = this.queue.all();
    while (entry && !this.isOver) {
      if (!this.isWaiting) this.show(this.texts.saving, "");
      const isDone = await this.post(entry);
      if (!isDone) break;
      this.isWaiting = false;
      this.wait = FIRST_WAIT;
      [entry] = this.queue.all();
    }
    this.isSending = false;
    if (this.isOver) return;
    if (!entry) {
      // What is being typed is not saved yet.
      if (!this.timers.size) this.showSaved();
      if (this.wantsSubmit) this.submitNow(this.wantsSubmit);
    }
  }

  /* Sends one answer; false where it has to be sent again later. */
  async post(entry) {
    const body = new URLSearchParams(entry.body);
    body.set("place", entry.place);
    body.set("sequence", entry.sequence);
    body.set("writer", this.writer);
    let reply;
    try {
      reply = await this.ask({ method: "POST", body });
    } catch {
      return this.waitFor(this.texts.waiting);
    }
    if (reply.ok) {
      this.queue.drop(entry);
      return true;
    }
    if (reply.status >= 500 || reply.status === 429) {
      const asked = Number(reply.headers.get("Retry-After")) * 1000 || 0;
      return this.waitFor(this.texts.busy, asked);
    }
    const said = await reply.json().catch(() => ({}));
    if (OVER.includes(said.reason)) {
      this.end();
      return false;
    }
    if (said.reason === "overtaken") {
      // What was chosen last is on this screen: it goes again, above the other device's number.
      this.queue.drop(entry);
      this.sequence = Math.max(this.sequence, said.sequence + 1);
      this.put(entry.place);
      return true;
    }
    this.queue.drop(entry);
    const [box, fields] = [boxOf(this.form, entry.place), fieldsOf(this.form, entry.place)];
    // Where it was changed meanwhile, the newer one goes next.
    const isNewest = this.queue.all().every((each) => each.place !== entry.place);
    if (fields.length && isNewest) {
      this.refused.set(entry.place, entry.body);
      writeError(box, fields, said.message || this.notSaved());
    }
    return true;
  }

  async ask(options) {
    const reply = await fetch(this.texts.save, {
      ...options,
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(PATIENCE),
    });
    const left = reply.headers.get("X-Seconds-Left");
    if (left !== null) this.clock.set(Number(left));
    return reply;
  }

  waitFor(text, asked = 0) {
    this.isWaiting = true;
    this.show(text, "waiting");
    // Spread, so that a thousand phones do not come back in the same second.
    this.sendSoon(Math.max(asked, this.wait) * (0.5 + Math.random()));
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    return false;
  }

  async askTime() {
    if (this.isOver) return;
    try {
      const reply = await this.ask({ method: "GET" });
      if (reply.status === 409 || reply.status === 404) this.end();
    } catch {
      // No signal: the time that was told last runs on.
    }
    this.send();
  }

  tick() {
    if (this.isOver) return;
    const left = this.clock.left();
    this.form.querySelector("[data-time]").textContent = clockText(left);
    this.announceTime(left);
    if (left <= 0 && !this.wantsSubmit) {
      this.announce("over", this.texts.over);
      this.tell(this.texts.over);
      this.wantsSubmit = "finish";
      this.send().then(() => this.wantsSubmit && this.submitNow("finish"));
    }
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

  onSubmit(event) {
    if (this.isOver) return;
    event.preventDefault();
    const asked = this.form.querySelectorAll("[data-quiz-question], [data-prediction]");
    const missing = [...asked].filter((box) => !this.isAnswered(box));
    const isMeant = event.submitter?.value === "finish" || this.confirmed === missing.length;
    if (missing.length && !isMeant) {
      this.confirmed = missing.length;
      this.tell(this.texts.confirm.replace("NUMBER", missing.length), missing);
      return;
    }
    this.wantsSubmit = "finish";
    for (const [place, timer] of this.timers) {
      clearTimeout(timer);
      if (this.queue.all().every((entry) => entry.place !== place)) this.put(place);
    }
    this.timers.clear();
    if (this.queue.all().length || !navigator.onLine) {
      this.tell(this.texts.kept);
      this.send();
    } else {
      this.submitNow("finish");
    }
  }

  isAnswered(box) {
    const fields = fieldsOf(this.form, placeOf(box));
    return fields.some((field) =>
      field.type === "radio" || field.type === "checkbox" ? field.checked : field.value !== "",
    );
  }

  /* Asks first whether the site is there: a form sent without a signal loses the page. */
  async submitNow(step) {
    if (this.isOver || this.isAsking) return;
    this.isAsking = true;
    try {
      const reply = await this.ask({ method: "GET" });
      if (reply.status >= 500) throw new Error("busy");
    } catch {
      this.isAsking = false;
      this.tell(this.texts.kept);
      this.waitFor(this.texts.waiting);
      return;
    }
    this.isOver = true;
    this.queue.clear();
    this.form.elements.so.value = this.sequence;
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "do", value: step });
    this.form.append(field);
    HTMLFormElement.prototype.submit.call(this.form);
  }

  /* The attempt was submitted, here, on another device or by itself. */
  end() {
    this.isOver = true;
    this.queue.clear();
    location.assign(this.texts.receipt);
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

  nameOf(box) {
    return box.dataset.name || this.texts.question.replace("NUMBER", box.dataset.quizQuestion);
  }

  notSaved() {
    const names = [...this.refused.keys()].map((place) => this.nameOf(boxOf(this.form, place)));
    return this.texts.refused.replace("NAME", names.join(", "));
  }

  showSaved() {
    if (this.refused.size) this.show(this.notSaved(), "waiting");
    else this.show(this.texts.saved, "");
  }

  show(text, variant) {
    const shown = text.replace("NUMBER", this.queue.all().length);
    if (this.state.textContent !== shown) this.state.textContent = shown;
    this.bar.classList.toggle("attempt-bar--waiting", variant === "waiting");
  }
}

export function connectAttempts(root) {
  for (const form of root.querySelectorAll("[data-attempt]")) new Attempt(form).connect();
}

connectAttempts(document);
