/* The share bar: shows the buttons that this browser can serve. */

async function copy(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without permission or https: mark the address, so that it can be copied by hand.
    field?.closest("details")?.setAttribute("open", "");
    field?.focus();
    field?.select();
    return false;
  }
}

function connectNative(button, data) {
  if (!button || !navigator.share) return;
  button.hidden = false;
  // A reader who closes the sheet has not failed.
  button.addEventListener("click", () => {
    navigator.share(data()).catch(() => {});
  });
}

/* Says for a moment, in the button and to a screen reader, that it is copied. */
function connectCopy(button, status, { text, field, copied }) {
  if (!button) return;
  const label = button.lastChild;
  const words = label.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (!(await copy(text(), field))) return;
    status.textContent = copied;
    label.textContent = copied;
    setTimeout(() => {
      status.textContent = "";
      label.textContent = words;
    }, 2500);
  });
}

function connectPrint(button) {
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

function connectBar(bar) {
  const { title, url, copied } = bar.dataset;
  const find = (name) => bar.querySelector(`[data-share-${name}]`);
  // A message that somebody may have changed before passing it on holds the link already.
  const message = find("message");
  const field = message || bar.querySelector("input[readonly]");
  connectNative(find("native"), () => (message ? { text: message.value } : { title, url }));
  connectCopy(find("copy"), find("status"), { text: () => (message ? message.value : url), field, copied });
  connectPrint(find("print"));
  bar.addEventListener("keydown", (event) => {
    const details = bar.querySelector("details[open]");
    if (event.key !== "Escape" || !details) return;
    details.open = false;
    details.querySelector("summary").focus();
  });
}

export function connectShare(root) {
  for (const bar of root.querySelectorAll("[data-share]")) connectBar(bar);
}

connectShare(document);
