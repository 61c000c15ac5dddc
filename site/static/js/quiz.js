/* A quiz answered in place, one question at a time. Without this module it is a plain form. */

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/* Posts one question; resolves to the reply, or throws with a sentence for the reader. */
async function ask(form, question) {
  const body = new URLSearchParams();
  for (const input of question.querySelectorAll("input, select")) {
    const isTicked = input.type === "radio" || input.type === "checkbox";
    if (!isTicked || input.checked) body.append(input.name, input.value);
  }
  let response;
  try {
    response = await fetch(form.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      credentials: "omit",
    });
  } catch {
    throw new Error(form.dataset.failed);
  }
  const reply = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(reply.message ?? form.dataset.failed);
  return reply.questions[0];
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
  question.append(area);
  area.focus({ preventScroll: true });
  area.scrollIntoView({ block: "nearest" });
}

function focusOn(question) {
  question.querySelector("input:not([type=hidden]), select").focus();
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
  area.replaceChildren(element("p", "quiz__total", sentence), element("p", "", band?.textContent));
}

export function connectQuiz(quiz) {
  const form = quiz.querySelector("[data-quiz-form]");
  const button = form?.querySelector("[data-quiz-check]");
  if (!button) return;
  const questions = [...form.querySelectorAll("[data-quiz-question]")];
  let at = 0;
  let right = 0;
  let isAnswered = false;

  const show = () => questions.forEach((question, index) => (question.hidden = index !== at));

  const goOn = () => {
    at += 1;
    isAnswered = false;
    button.textContent = form.dataset.check;
    show();
    focusOn(questions[at]);
  };

  const check = async () => {
    const ticks = questions[at].querySelectorAll("input[type=radio], input[type=checkbox]");
    if (ticks.length && ![...ticks].some((input) => input.checked)) {
      showFault(questions[at], form.dataset.missing);
      focusOn(questions[at]);
      return;
    }
    button.disabled = true;
    try {
      const reply = await ask(form, questions[at]);
      questions[at].querySelector("[data-quiz-fault]")?.remove();
      if (reply.state === "right") right += 1;
      isAnswered = true;
      const isLast = at === questions.length - 1;
      if (isLast) button.hidden = true;
      else button.textContent = form.dataset.next;
      showReply(form, questions[at], reply);
      if (isLast) showScore(quiz, right, questions.length);
    } catch (error) {
      showFault(questions[at], error.message);
      focusOn(questions[at]);
    } finally {
      button.disabled = false;
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isAnswered) goOn();
    else check();
  });
  form.noValidate = true;
  show();
}

for (const quiz of document.querySelectorAll("[data-quiz]")) connectQuiz(quiz);
