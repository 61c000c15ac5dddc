/* The live board renews itself; without a script the link "reload" does. */

const EVERY = 10_000;
const LONGEST = 8_000;

// Whoever reads with the keyboard stays where they are.
function replaceFigures(root, figures) {
  const places = () => [...root.querySelectorAll("a, summary, [tabindex]")];
  const place = places().indexOf(document.activeElement);
  root.replaceChildren(...figures);
  places()[place]?.focus({ preventScroll: true });
}

export function connectBoard(root) {
  const note = document.querySelector("[data-live-note]");
  const fault = document.querySelector("[data-live-fault]");
  note.hidden = false;
  const renew = async () => {
    if (document.hidden) return;
    try {
      const reply = await fetch(root.dataset.live, {
        credentials: "same-origin",
        redirect: "error",
        signal: AbortSignal.timeout(LONGEST),
      });
      if (!reply.ok) throw new Error(reply.status);
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      replaceFigures(root, page.body.childNodes);
      fault.hidden = true;
    } catch {
      fault.hidden = false;
    }
    note.hidden = !fault.hidden;
  };
  setInterval(renew, EVERY);
  document.addEventListener("visibilitychange", renew);
}

for (const root of document.querySelectorAll("[data-live]")) connectBoard(root);
