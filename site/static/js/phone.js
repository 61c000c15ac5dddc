/* What quiz and poll share: what only this phone knows, and making elements. */

const REMEMBERED_HOURS = 12;

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/* Whether this phone answered `part` before, by its id. Without storage: no. */
export function memoryOf(part) {
  const name = `trac-nghiem:${part.id}`;
  try {
    const at = Number(localStorage.getItem(name));
    return {
      isAgain: Date.now() - at < REMEMBERED_HOURS * 3600000,
      note: () => localStorage.setItem(name, String(Date.now())),
    };
  } catch {
    return { isAgain: false, note: () => {} };
  }
}

/* A number for this showing of the page, so that an answer sent twice counts once. */
export function newVisit() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
