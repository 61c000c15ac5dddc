/* Good wishes are sent in place. Without this module the form is a plain one. */

function showError(form, name, text) {
  const input = form.elements[name];
  const fault = document.createElement("p");
  fault.className = "field__error";
  fault.id = `${input.id}-error`;
  fault.textContent = text;
  input.setAttribute("aria-invalid", "true");
  if (!input.dataset.described) input.dataset.described = input.getAttribute("aria-describedby") ?? "";
  input.setAttribute("aria-describedby", `${input.dataset.described} ${fault.id}`.trim());
  input.closest(".field").append(fault);
}

function clearErrors(form) {
  for (const fault of form.querySelectorAll(".field__error")) fault.remove();
  for (const input of form.querySelectorAll("[aria-invalid]")) {
    input.removeAttribute("aria-invalid");
    if (input.dataset.described) input.setAttribute("aria-describedby", input.dataset.described);
    else input.removeAttribute("aria-describedby");
  }
}

async function send(form) {
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { Accept: "application/json" },
      credentials: "omit",
    });
    const reply = await response.json();
    return { isTaken: response.ok, ...reply };
  } catch {
    return { isTaken: false, message: form.dataset.failed };
  }
}

export function connectGreetings(form) {
  const reply = form.querySelector("[data-greetings-reply]");
  const button = form.querySelector("button");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    clearErrors(form);
    reply.textContent = "";
    const { isTaken, message, errors } = await send(form);
    button.disabled = false;
    for (const [name, text] of Object.entries(errors ?? {})) showError(form, name, text);
    form.querySelector("[aria-invalid]")?.focus();
    reply.textContent = message ?? "";
    if (isTaken) form.reset();
  });
}

for (const form of document.querySelectorAll("[data-greetings]")) connectGreetings(form);
