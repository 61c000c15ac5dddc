/* The fields of the form as the phone keeps them: names to lists of values. */

import { fitRows } from "./people.js";

const OWN_TO_THE_PAGE = new Set(["csrfmiddlewaretoken", "key", "pass", "edition", "writer", "sequence", "do", "photos"]);
/* A tick is given each time anew: what was ticked in another sitting is not ticked again. The site makes
   a page with a tick only where it answers the post that had it; there it stays. */
const TICKS = /^person-.*-(?:has_agreed|guardian_has_agreed)$/;

export function hiddenField(name, value) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name, value });
  return field;
}

/* A photograph that the site has is named by its number there; the phone knows it by its hash. */
function hashesByNumber(form) {
  const rows = form.querySelectorAll("[data-photo][data-hash]");
  return new Map(Array.from(rows, (row) => [row.dataset.photo, row.dataset.hash]));
}

export function readFields(form) {
  const hashes = hashesByNumber(form);
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (OWN_TO_THE_PAGE.has(name) || typeof value !== "string") continue;
    const own = name.replace(/^photo-(\d+)-/, (all, number) => `photo-${hashes.get(number) || number}-`);
    (fields[own] ??= []).push(name === "cover" ? hashes.get(value) || value : value);
  }
  return fields;
}

/* Put what the phone kept into the form, but not over what was `typed` since the page opened. */
export function fillFields(form, fields, { withTicks, typed }) {
  const hashes = hashesByNumber(form);
  fitRows(form, fields);
  for (const field of form.elements) {
    if (!field.name || OWN_TO_THE_PAGE.has(field.name) || field.type === "file") continue;
    if (typed.has(field)) continue;
    const own = field.name.replace(/^photo-(\d+)-/, (all, number) => `photo-${hashes.get(number) || number}-`);
    if (field.type === "checkbox" || field.type === "radio") {
      const value = field.name === "cover" ? hashes.get(field.value) || field.value : field.value;
      const mayStay = withTicks || field.defaultChecked || !TICKS.test(own);
      if (own in fields || field.type === "checkbox") field.checked = mayStay && (fields[own] ?? []).includes(value);
    } else if (own in fields) {
      [field.value] = fields[own];
    }
  }
}

export function isSame(one, other) {
  const print = (fields) => JSON.stringify(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));
  return print(one) === print(other);
}
