/* A poll voted in place; the result is a table whose rows are its bars. */

import { ask, element, memoryOf, newVisit } from "./quiz.js";

function resultTable(form, { rows, total }) {
  const table = element("table", "poll__table");
  const caption = form.dataset.caption.replace("TOTAL", String(total));
  table.append(element("caption", "", caption));
  const head = document.createElement("tr");
  for (const word of [form.dataset.choice, form.dataset.votes, "%"]) {
    const cell = element("th", "", word);
    cell.scope = "col";
    head.append(cell);
  }
  table.createTHead().append(head);
  const body = table.createTBody();
  for (const [text, votes, percent] of rows) {
    const row = body.insertRow();
    const name = element("th", "", text);
    name.scope = "row";
    const bar = element("progress", "poll__bar");
    bar.max = 100;
    bar.value = percent;
    bar.setAttribute("aria-hidden", "true");
    name.append(bar);
    row.append(name, element("td", "", String(votes)), element("td", "", `${percent} %`));
  }
  return table;
}

export function connectPoll(poll) {
  const form = poll.querySelector("[data-poll-form]");
  const area = poll.querySelector("[data-poll-area]");
  const { isAgain, note } = memoryOf(poll);
  const visit = newVisit();

  const show = async (body) => {
    try {
      const reply = await ask(form, body);
      const parts = reply.message ? [element("p", "notice", reply.message)] : [];
      area.replaceChildren(...parts, resultTable(form, reply));
      form.hidden = Boolean(body) || isAgain;
      if (body) note();
    } catch (error) {
      area.replaceChildren(element("p", "field__error", error.message));
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const picked = form.querySelector("input:checked");
    if (!picked) {
      area.replaceChildren(element("p", "field__error", form.dataset.missing));
      form.querySelector("input").focus();
      return;
    }
    show(new URLSearchParams({ choice: picked.value, visit, again: isAgain ? "1" : "" }));
  });
  form.querySelector("[data-poll-result]").addEventListener("click", (event) => {
    event.preventDefault();
    show(null);
  });
  if (isAgain) show(null);
}

for (const poll of document.querySelectorAll("[data-poll]")) connectPoll(poll);
