/* Saves each answer of an attempt as it is given. Answers wait in this device while there is no
   signal; the label says only what is true. The time left comes from the server: the device's
   own clock may be wrong and is never asked. */

import { AttemptPage, placeOf } from "./attempt-page.js";

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

function newWriter() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

class Attempt {
  constructor(form) {
    this.form = form;
    this.page = new AttemptPage(form);
    this.texts = form.dataset;
    this.queue = openQueue(form.dataset.attempt);
    this.clock = openClock(Number(form.dataset.seconds));
    this.sequence = Number(form.dataset.sequence);
    this.writer = newWriter();
    this.wait = FIRST_WAIT;
    this.isSending = false;
    this.isOver = false;
    this.wantsSubmit = "";
    this.timers = new Map();
    // What the server would not take, by place: it is not sent again unless it is changed.
    this.refused = new Map();
  }

  connect() {
    this.page.open();
    for (const place of this.page.invalidPlaces()) this.refused.set(place, this.page.read(place));
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
      this.page.fill(entry.place, entry.body);
      this.sequence = Math.max(this.sequence, entry.sequence + 1);
    }
    for (const entry of this.queue.all()) this.put(entry.place);
  }

  put(place) {
    this.queue.put({ place, body: this.page.read(place), sequence: this.sequence });
    this.sequence += 1;
    if (this.refused.delete(place)) this.page.showError(place, "");
  }

  noteChange(element) {
    const place = placeOf(element);
    if (place === undefined || this.isOver) return;
    clearTimeout(this.timers.get(place));
    this.timers.delete(place);
    this.page.hush();
    const isRefused = this.refused.get(place) === this.page.read(place);
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
    return this.heed(entry, await reply.json().catch(() => ({})));
  }

  /* Goes by what the server said instead of taking an answer; false where the attempt is over. */
  heed(entry, said) {
    if (OVER.includes(said.reason)) {
      this.end();
      return false;
    }
    this.queue.drop(entry);
    if (said.reason === "overtaken") {
      // What was chosen last is on this screen: it goes again, above the other device's number.
      this.sequence = Math.max(this.sequence, said.sequence + 1);
      this.put(entry.place);
    } else {
      this.refuse(entry, said.message);
    }
    return true;
  }

  refuse({ place, body }, message) {
    // Where it was changed meanwhile, the newer one goes next.
    const isNewest = this.queue.all().every((each) => each.place !== place);
    if (!isNewest || !this.page.fieldsOf(place).length) return;
    this.refused.set(place, body);
    this.page.showError(place, message || this.notSaved());
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
    this.page.showTime(left);
    if (left <= 0 && !this.wantsSubmit) {
      this.page.announce("over", this.texts.over);
      this.page.tell(this.texts.over);
      this.wantsSubmit = "finish";
      this.send().then(() => this.wantsSubmit && this.submitNow("finish"));
    }
  }

  onSubmit(event) {
    if (this.isOver) return;
    event.preventDefault();
    const missing = this.page.leftOpen();
    const isMeant = event.submitter?.value === "finish" || this.confirmed === missing.length;
    if (missing.length && !isMeant) {
      this.confirmed = missing.length;
      this.page.tell(this.texts.confirm.replace("NUMBER", missing.length), missing);
      return;
    }
    this.wantsSubmit = "finish";
    for (const [place, timer] of this.timers) {
      clearTimeout(timer);
      if (this.queue.all().every((entry) => entry.place !== place)) this.put(place);
    }
    this.timers.clear();
    if (this.queue.all().length || !navigator.onLine) {
      this.page.tell(this.texts.kept);
      this.send();
    } else {
      this.submitNow("finish");
    }
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
      this.page.tell(this.texts.kept);
      this.waitFor(this.texts.waiting);
      return;
    }
    this.isOver = true;
    const queued = this.queue.all().map((entry) => entry.place);
    // What this page has sent already may have been answered anew on another one.
    const unsent = [...new Set([...queued, ...this.timers.keys(), ...this.refused.keys()])];
    this.queue.clear();
    this.page.submit(step, this.sequence, unsent);
  }

  addHidden(name, value) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    this.form.append(field);
  }

  /* The attempt was submitted, here, on another device or by itself. */
  end() {
    this.isOver = true;
    this.queue.clear();
    location.assign(this.texts.receipt);
  }

  notSaved() {
    return this.page.notSaved([...this.refused.keys()]);
  }

  showSaved() {
    if (this.refused.size) this.show(this.notSaved(), "waiting");
    else this.show(this.texts.saved, "");
  }

  show(text, variant) {
    this.page.show(text, { waiting: this.queue.all().length, variant });
  }
}

export function connectAttempts(root) {
  for (const form of root.querySelectorAll("[data-attempt]")) new Attempt(form).connect();
}

connectAttempts(document);
