/* A quiz answered in place, one question at a time. Without this module it is a plain form. */

const REMEMBERED_HOURS = 12;

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/* Whether this phone answered `part` before, by its id. Without storage: no. */
export function memoryOf(part) {
  const name = `trac-nghiem:${part.id}`;
  const tried = (act) => {
    try {
      return act();
    } catch {
      return null;
    }
  };
  const at = Number(tried(() => localStorage.getItem(name)));
  return {
    isAgain: Date.now() - at < REMEMBERED_HOURS * 3600000,
    note: () => tried(() => localStorage.setItem(name, String(Date.now()))),
  };
}

/* A number for this showing of the page, so that an answer sent twice counts once. */
export function newVisit() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const isTick = (field) => field.type === "radio" || field.type === "checkbox";

function append(body, question, as) {
  for (const field of question.querySelectorAll("input, select")) {
    if (field.type === "hidden") body.append(as, field.value);
    else if (field.checked || !isTick(field)) body.append(field.name, field.value);
  }
}

/* Asks the site, or sends it `body`; resolves to the reply, or throws with a sentence for the reader. */
export async function ask(form, body) {
  let response;
  try {
    response = await fetch(form.action, {
      method: body ? "POST" : "GET",
      body,
      headers: { Accept: "application/json" },
      credentials: "omit",
    });
  } catch {
    throw new Error(form.dataset.failed);
  }
  const reply = await response.json().catch(() => ({}));
  if (!response.ok) {
    const { missing = [], message = form.dataset.failed } = reply;
    throw Object.assign(new Error(message), { missing });
  }
  return reply;
}

/* What a step's questions are answered with. The last step tells the earlier answers once more: only
   now is the form whole. */
function letterOf({ step, earlier, visit, isAgain }) {
  const body = new URLSearchParams({ visit, again: isAgain ? "1" : "" });
  for (const question of earlier) append(body, question, "earlier");
  for (const question of step) append(body, question, "shown");
  return body;
}

function sourceLine(form, reply) {
  const line = element("p", "meta", `${form.dataset.source} `);
  if (!reply.source_url) {
    line.append(reply.source);
    return line;
  }
  const link = element("a", "", reply.source);
  link.href = reply.source_url;
  link.rel = "noopener";
  line.append(link);
  return line;
}

function markTyped(form, question, reply) {
  const input = question.querySelector("input[type=text]");
  if (!input) return;
  input.readOnly = true;
  const isRight = reply.state === "right";
  input.classList.add(isRight ? "quiz__typed--right" : "quiz__typed--wrong");
  if (isRight || !reply.accepted.length) return;
  const line = element("p", "quiz__accepted", `${form.dataset.accepted}: `);
  line.append(element("strong", "", reply.accepted.join(" · ")));
  question.append(line);
}

function markRows(form, question, reply) {
  for (const row of reply.rows) {
    const select = question.querySelector(`select[name="${row.name}"]`);
    const label = select.closest("[data-quiz-row]");
    select.disabled = true;
    label.classList.add(row.is_right ? "quiz__row--right" : "quiz__row--wrong");
    const words = row.is_right ? form.dataset.key : `${form.dataset.accepted}: ${row.right}`;
    label.append(element("span", "quiz__mark", words));
  }
}

function markChoices(form, question, reply) {
  for (const input of question.querySelectorAll("input[type=radio], input[type=checkbox]")) {
    const row = input.closest(".opt");
    const isRight = reply.right.includes(Number(input.value));
    const words = [];
    if (input.checked) words.push(form.dataset.yours);
    if (isRight) words.push(form.dataset.key);
    if (words.length) row.append(element("span", "quiz__mark", words.join(", ")));
    if (isRight) row.classList.add("opt--right");
    else if (input.checked) row.classList.add("opt--wrong");
    input.disabled = true;
  }
}

function showReply(form, question, reply) {
  markChoices(form, question, reply);
  markTyped(form, question, reply);
  markRows(form, question, reply);
  const area = element("div", "quiz__reply");
  area.tabIndex = -1;
  area.append(element("p", `quiz__verdict quiz__verdict--${reply.state}`, reply.verdict));
  for (const remark of reply.remarks) area.append(element("p", "quiz__reason", remark));
  if (reply.explanation) area.append(element("p", "quiz__reason", reply.explanation));
  if (reply.source) area.append(sourceLine(form, reply));
  if (reply.passage) {
    const line = element("p");
    const link = element("a", "", form.dataset.passage);
    link.href = new URL(reply.passage, location.href).hash || reply.passage;
    line.append(link);
    area.append(line);
  }
  question.append(area);
  return area;
}

function showFault(question, text) {
  question.querySelector("[data-quiz-fault]")?.remove();
  const fault = element("p", "field__error", text);
  fault.dataset.quizFault = "";
  fault.setAttribute("role", "alert");
  question.append(fault);
}

function showScore(quiz, right, total) {
  const area = quiz.querySelector("[data-quiz-score]");
  const rows = [...quiz.querySelectorAll("[data-quiz-bands] [data-percent]")];
  const band = rows.find((row) => (100 * right) / total >= Number(row.dataset.percent));
  const sentence = quiz
    .querySelector("[data-quiz-bands] [data-score]")
    .textContent.replace("RIGHT", String(right))
    .replace("TOTAL", String(total));
  area.classList.add("quiz__score--shown");
  area.tabIndex = -1;
  area.replaceChildren(element("p", "quiz__total", sentence), element("p", "", band?.textContent));
  return area;
}

/* Puts `fresh`, the quiz as it came, in the place of the answered one. What is answered now the site
   counts as a later try, as it would after a reload. */
function startAgain(quiz, fresh, note) {
  quiz.replaceWith(fresh);
  connectQuiz(fresh, { isAgain: true, note });
  const first = fresh.querySelector("[data-quiz-question]:not([hidden])");
  first.scrollIntoView();
  firstInput(first).focus({ preventScroll: true });
}

function showAgain(quiz, again) {
  const { again: words } = quiz.querySelector("[data-quiz-form]").dataset;
  const button = element("button", "btn btn--ghost", words);
  button.type = "button";
  button.addEventListener("click", again);
  const line = element("p", "quiz__actions");
  line.append(button);
  quiz.append(line);
}

/* What is open to whoever liked the quiz. */
function showInvitations(quiz, invitations) {
  for (const [label, url] of invitations) {
    const link = element("a", "", label);
    link.href = url;
    const line = element("p", "notice");
    line.append(link);
    quiz.append(line);
  }
}

/* Moves to what is new, for the eye and for the keyboard. */
function bring(area, block) {
  area.focus({ preventScroll: true });
  area.scrollIntoView({ block });
}

/* The result, every question with its reason above it, and what may be done next. */
function showEnd(quiz, detail, invitations, again) {
  for (const question of quiz.querySelectorAll("[data-quiz-question]")) question.hidden = false;
  quiz.querySelector("[data-quiz-check]").hidden = true;
  const score = showScore(quiz, detail.right, detail.total);
  showAgain(quiz, again);
  showInvitations(quiz, invitations);
  bring(score, "center");
  quiz.dispatchEvent(new CustomEvent("quiz:done", { detail, bubbles: true }));
}

function shuffled(list) {
  const mixed = [...list];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const place = Math.floor(Math.random() * (last + 1));
    [mixed[last], mixed[place]] = [mixed[place], mixed[last]];
  }
  return mixed;
}

/* Puts questions and choices into another order; "Question 1 of 5" stays with the place. */
function shuffle(form, questions) {
  for (const question of questions) {
    const rows = [...question.querySelectorAll(".opt")];
    const behind = rows.at(-1)?.nextSibling;
    for (const row of shuffled(rows)) row.parentElement.insertBefore(row, behind);
  }
  const words = questions.map((question) => question.querySelector(".quiz__number").textContent);
  const end = form.querySelector(".quiz__actions");
  const mixed = shuffled(questions);
  mixed.forEach((question, index) => {
    question.querySelector(".quiz__number").textContent = words[index];
    form.insertBefore(question, end);
  });
  return mixed;
}

const fieldsOf = (question) => [...question.querySelectorAll("input:not([type=hidden]), select")];
const firstInput = (question) => fieldsOf(question)[0];

/* What is typed or given to rows is judged by the site, which says what is wrong with it. */
function isLeftOpen(question) {
  const fields = fieldsOf(question);
  return fields.every((field) => isTick(field) && !field.checked);
}

/* Says at every question of the step that is left open what is missing; false if none is. */
function isOpen(form, step) {
  const open = step.filter(isLeftOpen);
  for (const question of open) showFault(question, form.dataset.missing);
  if (open.length) firstInput(open[0]).focus();
  return open.length > 0;
}

class Quiz {
  constructor(quiz, form, { isAgain, note }) {
    Object.assign(this, { quiz, form, isAgain, note });
    this.button = form.querySelector("[data-quiz-check]");
    this.fresh = quiz.cloneNode(true);
    // A copy takes along what was ticked before this module came.
    this.fresh.querySelector("[data-quiz-form]").reset();
    const written = [...form.querySelectorAll("[data-quiz-question]")];
    this.questions = "quizShuffle" in quiz.dataset ? shuffle(form, written) : written;
    this.steps = "quizAll" in quiz.dataset ? [this.questions] : this.questions.map((each) => [each]);
    this.visit = newVisit();
    this.at = 0;
    this.right = 0;
    this.isAnswered = false;
  }

  get step() {
    return this.steps[this.at];
  }

  get isLast() {
    return this.at === this.steps.length - 1;
  }

  connect() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.isAnswered) this.goOn();
      else this.check();
    });
    this.form.noValidate = true;
    this.show();
  }

  show() {
    for (const question of this.questions) question.hidden = !this.step.includes(question);
  }

  goOn() {
    // "Enter" in an answered field, after the last step.
    if (this.isLast) return;
    this.at += 1;
    this.isAnswered = false;
    this.button.textContent = this.form.dataset.check;
    this.show();
    firstInput(this.step[0]).focus();
  }

  async check() {
    const { step, visit, isAgain } = this;
    if (isOpen(this.form, step)) return;
    const earlier = this.isLast ? this.steps.slice(0, this.at).flat() : [];
    this.button.disabled = true;
    try {
      this.showReplies(await ask(this.form, letterOf({ step, earlier, visit, isAgain })));
      this.note();
    } catch (error) {
      const question = step.find((each) => error.missing?.includes(Number(each.dataset.quizQuestion))) ?? step[0];
      showFault(question, error.message);
      firstInput(question).focus();
    } finally {
      this.button.disabled = false;
    }
  }

  showReplies({ questions: replies, invitations }) {
    this.isAnswered = true;
    const areas = this.step.map((question, index) => {
      question.querySelector("[data-quiz-fault]")?.remove();
      if (replies[index].state === "right") this.right += 1;
      return showReply(this.form, question, replies[index]);
    });
    if (this.isLast) {
      const score = { right: this.right, total: this.questions.length };
      showEnd(this.quiz, score, invitations, () => startAgain(this.quiz, this.fresh, this.note));
    } else {
      this.button.textContent = this.form.dataset.next;
      bring(areas[0], "nearest");
    }
  }
}

export function connectQuiz(quiz, memory = memoryOf(quiz)) {
  const form = quiz.querySelector("[data-quiz-form]");
  if (form?.querySelector("[data-quiz-check]")) new Quiz(quiz, form, memory).connect();
}

for (const quiz of document.querySelectorAll("[data-quiz]")) connectQuiz(quiz);
