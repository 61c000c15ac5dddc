/* One story in the form, the phone's copy of it, and its way to the site. */

import { fillFields, hiddenField, isSame, readFields } from "./fields.js";
import { showLocal, offerSignIn } from "./local.js";
import { PhotoRows } from "./photos.js";
import { connectRuns, isWaiting, postLastWord, push, pushAll } from "./queue.js";
import { findDraft, findPhotos, forgetDraft, keepDraft } from "./store.js";

const AUTOSAVE_MS = 20_000;
const HOLD_MS = 3_000;
const KEY = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

const words = () => document.querySelector("[data-desk-words]").dataset;

function clockTime(moment) {
  return new Date(moment).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", hour12: false });
}

function newDraft(key, edition) {
  return {
    key,
    edition,
    fields: {},
    removed: [],
    // Who writes, for the site: this form and no other.
    writer: crypto.randomUUID(),
    // Changes made here, and how many of them the site has.
    sequence: 0,
    kept: 0,
    keptAt: "",
    changedAt: Date.now(),
    ticket: null,
    // Posted as a plain form, which counts as one more edition.
    isPosted: false,
    problems: [],
    conflict: null,
    stop: "",
  };
}

/* Say instead of the form why it cannot be used here. */
function close(form, sentence) {
  const notice = document.createElement("p");
  notice.className = "notice notice--warning";
  notice.textContent = sentence;
  form.before(notice);
  form.hidden = true;
}

/* Hold the draft while this page lives, so that two tabs do not write over each other. */
function holdDraft(key) {
  if (!navigator.locks) return true;
  return new Promise((resolve) => {
    // The page before a reload may hold it a moment longer.
    const options = { signal: AbortSignal.timeout(HOLD_MS) };
    const hold = () => {
      resolve(true);
      return new Promise(() => {});
    };
    navigator.locks.request(`desk-${key}`, options, hold).catch(() => resolve(false));
  });
}

/* Find which story this form is about; null where the phone can keep nothing. */
export async function openSheet(form, person) {
  const isShell = "shell" in form.dataset;
  const isNew = "new" in form.dataset;
  if (!person) {
    if (isShell) close(form, words().notYours);
    return null;
  }
  const inHash = location.hash.match(KEY)?.[0];
  const inPath = isShell ? location.pathname.match(KEY)?.[0] : null;
  const asked = inPath ?? (isNew ? inHash : null);
  const found = await findDraft(person, asked ?? form.elements.key.value);
  if (inPath && !found) {
    close(form, words().notHere);
    return null;
  }
  const key = found?.key ?? (form.elements.key.value || crypto.randomUUID());
  if (!(await holdDraft(key))) {
    close(form, words().elsewhere);
    return null;
  }
  form.elements.key.value = key;
  return new Sheet(form, person, found ?? newDraft(key, Number(form.dataset.edition || 0)), { isFound: Boolean(found), isNew });
}

class Sheet {
  constructor(form, person, draft, { isFound, isNew }) {
    Object.assign(this, { form, person, draft, isNew });
    this.state = form.querySelector("[data-desk-state]");
    this.photos = new PhotoRows(form, { person, key: draft.key, onChange: (change) => this.changePhotos(change) });
    // Photographs that were picked and are not on the phone yet.
    this.picking = Promise.resolve();
    const isUnsaved = draft.sequence > draft.kept || draft.problems.length > 0 || Boolean(draft.ticket);
    // A page that the site made holds what the site has; the phone's copy counts where it is newer.
    this.isRestored = isFound && (isNew || isUnsaved);
    const edition = Number(form.dataset.edition);
    const isOwnPost = draft.isPosted && edition === draft.edition + 1;
    if (!isNew && (!this.isRestored || isOwnPost)) draft.edition = edition;
    draft.isPosted = false;
    this.isTouched = this.isRestored;
    this.hereAt = isFound ? draft.changedAt : 0;
    this.hereSequence = isFound ? draft.sequence : -1;
    this.trouble = "";
    this.token = "";
    this.isBusy = false;
    this.isMaking = false;
    this.isPressed = false;
    this.isPosting = false;
    this.isSent = false;
  }

  /* `typed` are the fields that somebody changed while the phone was still looking for its copy. */
  async connect(typed) {
    await this.photos.restore({ isWholeList: !this.isNew });
    const withTicks = Boolean(this.draft.ticket);
    if (this.isRestored) fillFields(this.form, this.draft.fields, { withTicks, typed });
    this.draft.fields = typed.size > 0 ? {} : readFields(this.form);
    await this.change();
    this.run = connectRuns(() => this.work());
    this.form.addEventListener("input", () => this.change());
    this.form.addEventListener("change", () => this.change());
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.connectFiles();
    this.connectLeaving();
    const forgetting = document.querySelector("[data-desk-delete]");
    forgetting?.addEventListener("submit", () => forgetDraft(this.draft.key));
    document.querySelector("[data-desk-try]")?.addEventListener("click", this.run);
    setInterval(() => this.run(), AUTOSAVE_MS);
    if (this.isRestored) this.show();
    this.run();
  }

  connectFiles() {
    const input = this.form.querySelector("[data-desk-files]");
    input?.addEventListener("change", () => {
      const files = [...input.files];
      // Emptied, so that a post of the whole form does not send them a second time.
      input.value = "";
      this.picking = this.picking.then(() => this.take(files));
    });
  }

  /* Make the picked files small, one after the other; each leaves while the next is made. */
  async take(files) {
    this.isMaking = true;
    this.show();
    try {
      this.trouble = (await this.photos.add(files)) || this.trouble;
    } catch {
      this.trouble = words().failed;
    }
    this.isMaking = false;
    this.show();
    this.run();
  }

  async changePhotos(change) {
    await this.change(change);
    this.run();
  }

  connectLeaving() {
    const leave = () => {
      if (this.draft.sequence > this.draft.kept && !this.isBusy) postLastWord(this.draft, this.token);
    };
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") leave();
    });
  }

  /* Something was typed, ticked, added or taken out: onto the phone with it, at once. */
  async change({ removed } = {}) {
    const { draft } = this;
    const fields = readFields(this.form);
    if (!removed && isSame(fields, draft.fields)) return;
    if (removed) draft.removed.push(removed);
    draft.fields = fields;
    draft.removed = draft.removed.filter((hash) => !this.photos.find(hash));
    draft.sequence += 1;
    this.isTouched = true;
    draft.changedAt = Date.now();
    draft.stop = "";
    // What is changed is not what was to be sent.
    draft.ticket = null;
    this.trouble = "";
    if (this.isNew && location.hash !== `#${draft.key}`) history.replaceState(null, "", `#${draft.key}`);
    await this.keepHere();
  }

  async keepHere() {
    const { sequence, changedAt } = this.draft;
    this.show();
    try {
      await keepDraft(this.person, this.draft);
      this.hereSequence = Math.max(this.hereSequence, sequence);
      this.hereAt = changedAt;
    } catch {
      this.trouble = words().failed;
    }
    this.show();
  }

  /* The label tells what is true of the last letter typed, not of the last save. It changes in the same
     instant as the letter: only that everything is on the site has to be looked up first. */
  async show() {
    const { draft } = this;
    if (!this.isTouched && !this.isMaking && !this.trouble) return;
    const isKept = () => draft.kept === draft.sequence && draft.kept > 0;
    if (!isKept()) {
      this.say(false);
      return;
    }
    const photos = await findPhotos(this.person, draft.key).catch(() => []);
    this.say(isKept() && photos.every((photo) => photo.isUploaded));
  }

  say(isThere) {
    const { draft, state } = this;
    if (draft.conflict !== null) {
      this.offerChoice();
      return;
    }
    if (this.isSignedOut) {
      offerSignIn(state);
      return;
    }
    let sentence = words().unsaved;
    if (this.isSent) sentence = words().sent;
    else if (draft.stop) sentence = draft.stop;
    else if (draft.ticket) sentence = this.isBusy ? words().sending : words().waiting;
    else if (draft.problems.length > 0) sentence = `${words().incomplete} ${draft.problems[0].message}`;
    else if (isThere) sentence = `${words().savedThere} ${draft.keptAt}`;
    else if (this.hereSequence === draft.sequence) sentence = `${words().savedHere} ${clockTime(this.hereAt)}`;
    const isFailing = this.trouble === words().failed;
    // A press that waits for the photographs.
    const hint = this.isPressed ? words().sendsAfter : words().photoMaking;
    const making = this.isMaking ? hint : "";
    const parts = [isFailing ? "" : sentence, making, this.trouble];
    state.textContent = parts.filter(Boolean).join(" · ");
  }

  /* Two devices wrote: nothing of either is lost, the person says which text counts. */
  offerChoice() {
    if (this.state.querySelector("button")) return;
    const offer = (label, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn--ghost";
      button.textContent = label;
      button.addEventListener("click", act);
      return button;
    };
    const mine = offer(words().keepMine, async () => {
      this.draft.edition = this.draft.conflict;
      this.draft.conflict = null;
      await this.keepHere();
      this.run();
    });
    const both = offer(words().keepBoth, () => this.split());
    this.state.replaceChildren(words().changed, mine, both);
  }

  /* This text becomes a story of its own; the other device's stays as it is. */
  async split() {
    const { fields } = this.draft;
    const copy = { ...newDraft(crypto.randomUUID(), 0), fields, sequence: 1 };
    await keepDraft(this.person, copy);
    await forgetDraft(this.draft.key);
    location.assign(`${words().new}#${copy.key}`);
    if (this.isNew) location.reload();
  }

  setBusy(isBusy) {
    this.isBusy = isBusy;
    // While a story is on its way, nothing may be typed that would stay behind.
    for (const part of this.form.querySelectorAll(".desk-part")) part.inert = isBusy && Boolean(this.draft.ticket);
  }

  async work() {
    // The receipt is being opened; a second opening would break off the first.
    if (this.isSent) return;
    const { draft, person } = this;
    try {
      if (isWaiting(draft, await findPhotos(person, draft.key))) {
        this.setBusy(true);
        this.show();
        const address = await push(person, draft, (news) => this.hear(news));
        this.trouble = "";
        this.isSignedOut = false;
        if (address) {
          this.isSent = true;
          location.assign(address);
          return;
        }
      }
      await pushAll(person, { except: draft.key });
    } catch (error) {
      this.isSignedOut = error.status === 401;
      this.trouble = draft.ticket || this.isSignedOut ? "" : words().offline;
      throw error;
    } finally {
      this.setBusy(false);
      this.show();
      await showLocal(person, { except: draft.key });
    }
  }

  hear({ token, photo, share }) {
    if (token) this.token = token;
    if (photo) this.photos.showState(photo, share ?? null);
  }

  /* Every press is heard, also while an earlier one is still at work. */
  async submit(event) {
    if (this.isNative) return;
    event.preventDefault();
    await this.follow(event.submitter?.value ?? "save", event.submitter);
  }

  async follow(action, button) {
    const isSending = action === "send";
    this.isPressed ||= isSending;
    this.show();
    // Nothing is sent while a photograph that was picked is still being made small.
    await this.picking;
    await this.change();
    if (isSending) await this.askToSend();
    await this.run();
    if (isSending) this.photos.showRefused();
    const isIncomplete = isSending && this.draft.problems.length > 0 && !this.photos.hasRefused;
    if (action.includes(":") || isIncomplete) await this.postNatively(button);
  }

  /* From here on it goes out by itself, also when this page is gone. Pressed again, it is the same sending. */
  async askToSend() {
    const { draft } = this;
    this.isPressed = false;
    if (draft.ticket || this.isSent) return;
    draft.ticket = crypto.randomUUID();
    draft.sequence += 1;
    this.isTouched = true;
    draft.stop = "";
    this.setBusy(true);
    await this.keepHere();
  }

  /* Let the site answer with a page: it shows what is missing beside each field. */
  async postNatively(button) {
    const isUnsaved = this.draft.sequence > this.draft.kept || this.draft.ticket;
    if (this.isPosting || this.isSent || isUnsaved || this.draft.conflict !== null || this.draft.stop) return;
    this.isPosting = true;
    this.draft.isPosted = true;
    await keepDraft(this.person, this.draft);
    if (this.token) this.form.elements.csrfmiddlewaretoken.value = this.token;
    this.form.elements.edition.value = this.draft.edition;
    // Where the answer never comes, the site still knows whose hand the next letter is.
    this.form.append(...["writer", "sequence"].map((name) => hiddenField(name, this.draft[name])));
    this.isNative = true;
    this.form.requestSubmit(button);
  }
}
