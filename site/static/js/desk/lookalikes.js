/* While the title is written: stories that may be the same, as the server found them. */

const PAUSE_MS = 600;

export function connectLookalikes(place) {
  const title = place.closest("form").elements.namedItem("title");
  if (!title) return;
  let waiting = 0;
  let asked = title.value;

  const ask = async () => {
    if (title.value === asked) return;
    asked = title.value;
    const address = `${place.dataset.lookalikes}?${new URLSearchParams({ title: asked })}`;
    try {
      const reply = await fetch(address, { redirect: "error" });
      const text = reply.ok ? await reply.text() : "";
      // An answer to what was typed before comes too late.
      if (title.value === asked) place.innerHTML = text;
    } catch {
      // No signal: it is only a hint.
    }
  };

  title.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE_MS);
  });
}

for (const place of document.querySelectorAll("[data-lookalikes]")) connectLookalikes(place);
