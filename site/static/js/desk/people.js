/* Who is in the story: rows that are added and taken out here, also without a signal. Only a proof
   needs one; it goes to the site as soon as it is chosen. */

import { fetchToken } from "./queue.js";
import { findPerson } from "./store.js";

const NAME = /^person-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-name$/;
const words = () => document.querySelector("[data-desk-words]").dataset;

function rowsOf(place) {
  return [...place.querySelectorAll("ol > [data-person]")];
}

function keyOf(row) {
  return row.dataset.person.slice("person-".length);
}

function showAge(row) {
  const age = row.querySelector("[name$='-age_band']").value;
  for (const part of row.querySelectorAll("[data-ages]")) {
    part.hidden = !part.dataset.ages.split(" ").includes(age);
  }
}

function count(place) {
  const rows = rowsOf(place);
  rows.forEach((row, index) => {
    row.querySelector("[data-person-number]").textContent = index + 1;
  });
  place.querySelector("[data-person-add]").disabled = rows.length >= Number(place.dataset.maxPeople);
}

function addRow(place, key) {
  const row = place.querySelector("[data-person-blank]").content.firstElementChild.cloneNode(true);
  for (const part of [row, ...row.querySelectorAll("*")]) {
    for (const attribute of part.attributes) attribute.value = attribute.value.replace("person-KEY", `person-${key}`);
  }
  place.querySelector("ol").append(row);
  showAge(row);
  count(place);
  return row;
}

/* The rows that the phone's copy has and the page has not, and the other way round. */
export function fitRows(form, fields) {
  const place = form.querySelector("[data-people]");
  const keys = Object.keys(fields).map((name) => name.match(NAME)?.[1]).filter(Boolean);
  for (const row of rowsOf(place)) if (!keys.includes(keyOf(row))) row.remove();
  const known = rowsOf(place).map(keyOf);
  for (const key of keys) if (!known.includes(key)) addRow(place, key);
  count(place);
}

async function upload(form, row, file) {
  const state = row.querySelector("[data-proof-state]");
  state.textContent = words().proofGoing;
  try {
    const body = new FormData();
    body.set("proof", file);
    const token = await fetchToken(await findPerson());
    const address = `${words().base}${form.elements.key.value}/minh-chung/${keyOf(row)}/`;
    const reply = await fetch(address, { method: "POST", body, redirect: "error", headers: { "X-CSRFToken": token } });
    const { message } = await reply.json();
    state.textContent = reply.ok ? words().proofThere : message;
    state.classList.toggle("field__error", !reply.ok);
  } catch {
    state.textContent = words().proofWaits;
    state.classList.add("field__error");
  }
}

export function connectPeople(form) {
  const place = form.querySelector("[data-people]");
  const tell = () => form.dispatchEvent(new Event("input"));
  const begin = () => {
    const isAsked = form.querySelector("[name=people]:checked")?.value === "somebody";
    if (isAsked && rowsOf(place).length === 0) addRow(place, crypto.randomUUID());
  };
  place.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.matches("[data-person-add]")) {
      addRow(place, crypto.randomUUID()).querySelector("input").focus();
    } else if (button?.matches("[data-person-remove]")) {
      button.closest("[data-person]").remove();
      count(place);
      place.querySelector("[data-person-add]").focus();
    } else return;
    event.preventDefault();
    tell();
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "people") begin();
    const row = event.target.closest("[data-person]");
    if (!row) return;
    showAge(row);
    if (event.target.type !== "file" || event.target.files.length === 0) return;
    const [file] = event.target.files;
    // Emptied, so that a post of the whole form does not send it a second time.
    event.target.value = "";
    upload(form, row, file);
  });
  rowsOf(place).forEach(showAge);
  count(place);
  begin();
}
