/* Suggestions under the search field: an ARIA combobox. Without this module the form works alike. */

const WAIT = 180;
const SHORTEST = 2;

export function connectSuggestions(line) {
  const input = line.querySelector("input[type=search]");
  if (!input) return;
  const list = document.createElement("ul");
  list.id = "goi-y";
  list.className = "find__list";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", document.querySelector(`label[for=${input.id}]`)?.textContent ?? "");
  const status = document.createElement("span");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  line.append(list, status);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  let timer = 0;
  let asked = "";
  let at = -1;

  const options = () => [...list.children];

  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (index) => {
    at = index;
    options().forEach((option, number) => {
      option.setAttribute("aria-selected", String(number === at));
    });
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", options()[at].id);
  };

  const show = (found) => {
    list.replaceChildren(
      ...found.map(({ title, url }, index) => {
        const option = document.createElement("li");
        option.id = `goi-y-${index}`;
        option.className = "find__option";
        option.textContent = title;
        option.dataset.url = url;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        return option;
      }),
    );
    at = -1;
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    input.removeAttribute("aria-activedescendant");
    status.textContent = found.length
      ? line.dataset.suggestSome.replace("COUNT", String(found.length))
      : line.dataset.suggestNone;
  };

  const ask = async () => {
    const text = input.value.trim();
    asked = text;
    if (text.length < SHORTEST) return close();
    try {
      const response = await fetch(`${line.dataset.suggest}?q=${encodeURIComponent(text)}`, {
        credentials: "omit",
      });
      const { suggestions } = await response.json();
      // A slow answer to an older question is not shown.
      if (asked === text && document.activeElement === input) show(suggestions);
    } catch {
      close();
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });

  input.addEventListener("keydown", (event) => {
    const count = list.hidden ? 0 : options().length;
    if (event.key === "Escape" && count) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(at + step < -1 ? count - 1 : at + step >= count ? -1 : at + step);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      location.assign(options()[at].dataset.url);
    }
  });

  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });

  input.addEventListener("blur", close);
}

for (const line of document.querySelectorAll("[data-suggest]")) connectSuggestions(line);
