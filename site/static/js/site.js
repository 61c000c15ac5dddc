/* The frame of every page: text size, colours, menus; loads what a page needs and no more. */

const root = document.documentElement;
const SIZES = ["100", "112", "125", "150"];

function remember(key, value) {
  try {
    if (value) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
  } catch {
    // Storage may be forbidden; the choice then holds for this page.
  }
}

export function connectTextSize(scope) {
  const buttons = [...scope.querySelectorAll("[data-text-step]")];
  const now = () => Math.max(0, SIZES.indexOf(root.dataset.text ?? "100"));
  const show = () => {
    for (const button of buttons) {
      const next = now() + Number(button.dataset.textStep);
      button.setAttribute("aria-disabled", String(next < 0 || next >= SIZES.length));
    }
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const next = Math.min(SIZES.length - 1, Math.max(0, now() + Number(button.dataset.textStep)));
      if (next === 0) delete root.dataset.text;
      else root.dataset.text = SIZES[next];
      remember("text", next === 0 ? "" : SIZES[next]);
      show();
    });
  }
  show();
}

export function connectTheme(scope) {
  const select = scope.querySelector("[data-theme-choice]");
  if (!select) return;
  select.value = root.dataset.theme ?? "";
  select.addEventListener("change", () => {
    if (select.value) root.dataset.theme = select.value;
    else delete root.dataset.theme;
    remember("theme", select.value);
  });
}

/* A menu made of <details> closes on Escape and on a touch elsewhere. */
export function connectMenus(scope) {
  const menus = [...scope.querySelectorAll("details[data-menu]")];
  if (!menus.length) return;
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus) {
      if (!menu.open) continue;
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

/* What only some pages need: the module is named by the script tag, the need by an attribute. */
const WANTED = {
  counts: "[data-views], [data-visits], [data-count-page]",
  share: "[data-share]",
  quiz: "[data-quiz]",
  video: "[data-video]",
  gallery: "[data-gallery]",
};

function loadWanted(scope) {
  const addresses = document.querySelector("script[data-counts]")?.dataset ?? {};
  for (const [name, selector] of Object.entries(WANTED)) {
    // The script tag carries the same names: what it holds are addresses, not needs.
    if (addresses[name] && scope.querySelector(`:is(${selector}):not(script)`)) {
      import(addresses[name]).catch(() => {});
    }
  }
}

connectTextSize(document);
connectTheme(document);
connectMenus(document);
loadWanted(document);
