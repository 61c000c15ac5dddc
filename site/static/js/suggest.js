/* Suggestions under the search field: an ARIA combobox. Without this module the form works alike. */

const WAIT = 180;
const SHORTEST = 2;

function drawList(label) {
  const list = document.createElement("ul");
  list.id = "goi-y";
  list.className = "find__list";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label);
  return list;
}

function drawStatus() {
  const status = document.createElement("span");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  return status;
}

function drawOption({ title, url }, index) {
  const option = document.createElement("li");
  option.id = `goi-y-${index}`;
  option.className = "find__option";
  option.textContent = title;
  option.dataset.url = url;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  return option;
}

/* The option after (`step` 1) or before (-1) the one `at`; -1, the field itself, lies between the ends. */
function neighbour(at, step, count) {
  if (at + step < -1) return count - 1;
  return at + step >= count ? -1 : at + step;
}

class Combobox {
  constructor(line, input) {
    this.line = line;
    this.input = input;
    this.list = drawList(document.querySelector(`label[for=${input.id}]`)?.textContent ?? "");
    this.status = drawStatus();
    this.asked = "";
    this.at = -1;
  }

  connect() {
    this.line.append(this.list, this.status);
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.setAttribute("aria-expanded", "false");
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), WAIT);
    });
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) location.assign(option.dataset.url);
    });
  }

  get options() {
    return [...this.list.children];
  }

  close() {
    this.list.hidden = true;
    this.at = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  choose(index) {
    this.at = index;
    this.options.forEach((option, number) => {
      option.setAttribute("aria-selected", String(number === index));
    });
    if (index < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", this.options[index].id);
  }

  show(found) {
    const { suggestSome, suggestNone } = this.line.dataset;
    this.list.replaceChildren(...found.map(drawOption));
    this.at = -1;
    this.list.hidden = found.length === 0;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    this.status.textContent = found.length ? suggestSome.replace("COUNT", String(found.length)) : suggestNone;
  }

  async ask() {
    const text = this.input.value.trim();
    this.asked = text;
    if (text.length < SHORTEST) return this.close();
    try {
      const response = await fetch(`${this.line.dataset.suggest}?q=${encodeURIComponent(text)}`, {
        credentials: "omit",
      });
      const { suggestions } = await response.json();
      // A slow answer to an older question is not shown.
      if (this.asked === text && document.activeElement === this.input) this.show(suggestions);
    } catch {
      this.close();
    }
  }

  onKey(event) {
    const count = this.list.hidden ? 0 : this.options.length;
    if (event.key === "Escape" && count) {
      event.preventDefault();
      this.close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      this.choose(neighbour(this.at, event.key === "ArrowDown" ? 1 : -1, count));
    } else if (event.key === "Enter" && this.at >= 0) {
      event.preventDefault();
      location.assign(this.options[this.at].dataset.url);
    }
  }
}

export function connectSuggestions(line) {
  const input = line.querySelector("input[type=search]");
  if (input) new Combobox(line, input).connect();
}

for (const line of document.querySelectorAll("[data-suggest]")) connectSuggestions(line);
