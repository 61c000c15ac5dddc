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

function connectBar(bar) {
  const { title, url, copied } = bar.dataset;
  // A message that somebody may have changed before passing it on holds the link already.
  const message = bar.querySelector("[data-share-message]");
  const find = (name) => bar.querySelector(`[data-share-${name}]`);
  const status = find("status");
  const native = find("native");
  if (native && navigator.share) {
    native.hidden = false;
    // A reader who closes the sheet has not failed.
    native.addEventListener("click", () => {
      navigator.share(message ? { text: message.value } : { title, url }).catch(() => {});
    });
  }
  const copyButton = find("copy");
  if (copyButton) {
    const label = copyButton.lastChild;
    const words = label.textContent;
    copyButton.hidden = false;
    copyButton.addEventListener("click", async () => {
      const field = message || bar.querySelector("input[readonly]");
      if (!(await copy(message ? message.value : url, field))) return;
      status.textContent = copied;
      label.textContent = copied;
      setTimeout(() => {
        status.textContent = "";
        label.textContent = words;
      }, 2500);
    });
  }
  const print = find("print");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
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
