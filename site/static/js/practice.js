/* What a reader has practised, kept on this phone and nowhere else. */

const PREFIX = "luyen-tap:";

function doneSets(slug) {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + slug));
    return kept && typeof kept === "object" ? kept : {};
  } catch {
    return {};
  }
}

function keep(slug, number, result) {
  try {
    localStorage.setItem(PREFIX + slug, JSON.stringify({ ...doneSets(slug), [number]: result }));
  } catch {
    /* Storage is closed or full: practising goes on, only nothing is remembered. */
  }
}

function forgetAll() {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  for (const name of names) localStorage.removeItem(name);
}

export function connectIndex(root) {
  const forget = root.querySelector("[data-practice-forget]");
  const show = () => {
    let some = false;
    for (const line of root.querySelectorAll("[data-practice-topic]")) {
      const total = Number(line.dataset.sets);
      const numbers = Object.keys(doneSets(line.dataset.practiceTopic));
      const done = numbers.filter((number) => Number(number) <= total).length;
      line.hidden = done === 0;
      line.textContent = root.dataset.done
        .replace("DONE", String(done))
        .replace("TOTAL", String(total));
      some ||= done > 0;
    }
    if (forget) forget.hidden = !some;
  };
  forget?.addEventListener("click", () => {
    forgetAll();
    show();
    root.querySelector("h1").scrollIntoView({ block: "nearest" });
  });
  show();
}

export function connectSet(root) {
  root.addEventListener("quiz:done", ({ detail }) => {
    keep(root.dataset.practiceSet, root.dataset.number, [detail.right, detail.total]);
    root.querySelector("[data-practice-next]")?.classList.remove("btn--ghost");
  });
}

const index = document.querySelector("[data-practice]");
if (index) connectIndex(index);
const set = document.querySelector("[data-practice-set]");
if (set) connectSet(set);
