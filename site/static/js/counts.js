/* Honest counts: says that a page is read, then shows how often it was.
   No cookie and nothing stored here; the HTML is the same for every reader. */

const VISIBLE_MS = 2000;
const WORDS = {
  vi: () => "lượt xem",
  en: (count) => (count === 1 ? "view" : "views"),
};

const language = document.documentElement.lang in WORDS ? document.documentElement.lang : "vi";
const numbers = new Intl.NumberFormat(language === "vi" ? "vi-VN" : "en-GB");

/* A number in the HTML may carry a thousands separator. */
const idOf = (text) => text.replace(/\D/g, "");

function send(pageId) {
  const body = new URLSearchParams(pageId ? { trang: pageId } : {});
  if (navigator.sendBeacon?.("/dem/", body)) return;
  fetch("/dem/", { method: "POST", body, keepalive: true, credentials: "omit" }).catch(() => {});
}

/* Calls `done` once, after the page was seen for two seconds in all. */
export function whenRead(done) {
  let seen = 0;
  let since = null;
  let timer = null;
  const follow = () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") {
      since = performance.now();
      timer = setTimeout(() => {
        document.removeEventListener("visibilitychange", follow);
        done();
      }, VISIBLE_MS - seen);
    } else if (since !== null) {
      seen = Math.min(VISIBLE_MS, seen + performance.now() - since);
      since = null;
    }
  };
  document.addEventListener("visibilitychange", follow);
  follow();
}

function fill(root, figures) {
  for (const place of root.querySelectorAll("[data-views]")) {
    const count = figures.views[idOf(place.dataset.views)];
    if (!count) continue;
    place.textContent = `${numbers.format(count)} ${WORDS[language](count)}`;
    place.hidden = false;
  }
  for (const place of root.querySelectorAll("[data-visits]")) {
    place.textContent = numbers.format(figures.visits[place.dataset.visits] ?? 0);
    place.hidden = false;
  }
  for (const box of root.querySelectorAll("[data-visits-box]")) box.hidden = false;
}

async function show(root) {
  const ids = new Set();
  for (const place of root.querySelectorAll("[data-views]")) ids.add(idOf(place.dataset.views));
  ids.delete("");
  const wanted = [...ids].slice(0, 100).join(",");
  const address = wanted ? `/so-lieu/?trang=${wanted}` : "/so-lieu/";
  const reply = await fetch(address, { credentials: "omit" });
  if (reply.ok) fill(root, await reply.json());
}

export function connectCounts(root) {
  const page = root.querySelector("[data-count-page]")?.dataset.countPage ?? "";
  whenRead(() => send(idOf(page)));
  // Without an answer the places stay hidden: a page is whole without them.
  show(root).catch(() => {});
}

connectCounts(document);
