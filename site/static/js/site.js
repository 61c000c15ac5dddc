/* The frame of every page, in the head so that colours and text size stand before the first
   paint. What only some pages need is loaded when the page holds it and the reader nears it. */
(function () {
  "use strict";

  const root = document.documentElement;
  const addresses = document.currentScript.dataset;
  const SIZES = ["100", "112", "125", "150"];
  const THEMES = ["light", "dark"];

  /* Storage may be forbidden; a choice then holds for this page. */
  function recall(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  function remember(key, value) {
    try {
      if (value) localStorage.setItem(key, value);
      else localStorage.removeItem(key);
    } catch {
      // See above.
    }
  }

  function setOrClear(name, value) {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
  }

  root.dataset.js = "";
  if (THEMES.includes(recall("theme"))) root.dataset.theme = recall("theme");
  if (SIZES.indexOf(recall("text")) > 0) root.dataset.text = recall("text");

  function connectTextSize() {
    const buttons = document.querySelectorAll("[data-text-step]");
    const wanted = (button) => {
      const now = Math.max(0, SIZES.indexOf(root.dataset.text));
      return now + Number(button.dataset.textStep);
    };
    const show = () => {
      for (const button of buttons) {
        button.setAttribute("aria-disabled", String(!(wanted(button) in SIZES)));
      }
    };
    for (const button of buttons) {
      button.addEventListener("click", () => {
        const size = wanted(button);
        if (!(size in SIZES)) return;
        setOrClear("text", size === 0 ? "" : SIZES[size]);
        remember("text", size === 0 ? "" : SIZES[size]);
        show();
      });
    }
    show();
  }

  function connectTheme() {
    const select = document.querySelector("[data-theme-choice]");
    if (!select) return;
    select.value = root.dataset.theme || "";
    select.addEventListener("change", () => {
      setOrClear("theme", select.value);
      remember("theme", select.value);
    });
  }

  /* A menu made of <details> closes on Escape and on a touch elsewhere. */
  function connectMenus() {
    const menus = [...document.querySelectorAll("details[data-menu]")];
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

  /* Modules by the attribute that needs them; "now" does not wait for the reader, only for
     the page: before that it would take the line from its pictures. */
  const WANTED = {
    Counts: { need: "[data-views], [data-visits], [data-count-page]", now: true },
    Share: { need: "[data-share]", now: true },
    Quiz: { need: "[data-quiz]" },
    Poll: { need: "[data-poll]" },
    Video: { need: "[data-video]" },
    Gallery: { need: "[data-gallery]" },
    Greetings: { need: "[data-greetings]" },
  };

  function load(name) {
    import(addresses[`module${name}`]).catch(() => {});
  }

  function whenLoaded(act) {
    if (document.readyState === "complete") act();
    else addEventListener("load", act, { once: true });
  }

  function loadWhenNear(name, places) {
    if (!("IntersectionObserver" in window)) {
      load(name);
      return;
    }
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        load(name);
      },
      { rootMargin: "600px" },
    );
    for (const place of places) observer.observe(place);
  }

  function loadWanted() {
    for (const [name, { need, now }] of Object.entries(WANTED)) {
      const places = document.querySelectorAll(need);
      if (!places.length || !addresses[`module${name}`]) continue;
      if (now) whenLoaded(() => load(name));
      else loadWhenNear(name, places);
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    connectTextSize();
    connectTheme();
    connectMenus();
    loadWanted();
  });
})();
