/* What organisers tell entrants appears on pages that stand open; others have it in the page. */

const EVERY = 60_000;
const SPREAD = 30_000;
const LONGEST = 10_000;

function noteOf(each, words) {
  const box = document.createElement("div");
  const inner = document.createElement("div");
  const text = document.createElement("p");
  const moment = document.createElement("p");
  box.className = "notice notice--info";
  text.className = "contest-notes__text";
  text.textContent = each.text;
  moment.className = "meta";
  moment.textContent = words.from.replace("MOMENT", each.at);
  inner.append(text, moment);
  box.append(inner);
  return box;
}

export function connectNotes(root) {
  let shown = null;
  const ask = async () => {
    if (document.hidden) return;
    try {
      const reply = await fetch(root.dataset.notes, { signal: AbortSignal.timeout(LONGEST) });
      if (!reply.ok) return;
      const { notes } = await reply.json();
      const said = JSON.stringify(notes);
      // What stands there already is not read aloud again.
      if (said === shown) return;
      if (shown !== null || notes.length !== root.children.length) {
        root.replaceChildren(...notes.map((each) => noteOf(each, root.dataset)));
      }
      shown = said;
    } catch {
      // No signal: the page asks again in a minute.
    }
  };
  // Thousands of pages are opened in the same second: they ask at different moments.
  const again = () => setTimeout(() => ask().finally(again), EVERY + Math.random() * SPREAD);
  again();
}

for (const root of document.querySelectorAll("[data-notes]")) connectNotes(root);
