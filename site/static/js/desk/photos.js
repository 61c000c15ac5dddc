/* Photographs of the form: made small, kept on the phone, shown with what is said about them. */

import { hashOf, shrink } from "./pictures.js";
import { findPhotos, forgetPhoto, keepPhoto } from "./store.js";

const words = () => document.querySelector("[data-desk-words]").dataset;

function putHash(element, hash) {
  for (const part of element.querySelectorAll("*")) {
    for (const name of ["id", "for", "name", "value", "aria-describedby"]) {
      const value = part.getAttribute(name);
      if (value?.includes("HASH")) part.setAttribute(name, value.replace("HASH", hash));
    }
  }
}

export class PhotoRows {
  constructor(form, { person, key, onChange }) {
    Object.assign(this, { form, person, key, onChange });
    this.list = form.querySelector("[data-desk-photos]");
    this.blank = form.querySelector("[data-desk-blank]");
  }

  find(hash) {
    return this.list.querySelector(`[data-hash="${hash}"]`);
  }

  get hasRefused() {
    return Boolean(this.list.querySelector("[data-photo-state].field__error"));
  }

  /* Where one of ten is refused, the bar alone does not say which. */
  showRefused() {
    const state = this.list.querySelector("[data-photo-state].field__error");
    state?.closest("[data-hash]").querySelector("[data-photo-remove]").focus();
  }

  /* Rows for what the phone has and the page does not show. Where the site made the whole list, what
     it had and does not show was taken out. */
  async restore({ isWholeList }) {
    for (const photo of await findPhotos(this.person, this.key)) {
      if (this.find(photo.hash)) continue;
      if (isWholeList && photo.isUploaded) await forgetPhoto(this.key, photo.hash);
      else this.addRow(photo);
    }
  }

  addRow(photo) {
    const row = this.blank.content.firstElementChild.cloneNode(true);
    putHash(row, photo.hash);
    row.dataset.hash = photo.hash;
    const picture = row.querySelector("img");
    picture.src = URL.createObjectURL(photo.blob);
    row.querySelector("[data-photo-remove]").addEventListener("click", () => this.remove(photo.hash));
    this.list.append(row);
    this.list.hidden = false;
    if (!this.list.querySelector("[name=cover]:checked")) row.querySelector("[name=cover]").checked = true;
    this.showState(photo);
  }

  showState(photo, share = null) {
    const state = this.find(photo.hash)?.querySelector("[data-photo-state]");
    if (!state) return;
    state.classList.toggle("field__error", Boolean(photo.refusal));
    if (photo.refusal) state.textContent = photo.refusal;
    else if (photo.isUploaded) state.textContent = words().photoThere;
    else if (share !== null) state.textContent = `${words().photoGoing} ${Math.round(share * 100)} %`;
    else state.textContent = words().photoHere;
  }

  /* Take picked files one by one; returns the refusals to show. */
  async add(files) {
    for (const file of files) {
      if (this.list.children.length >= Number(this.form.dataset.maxPhotos)) return words().photosFull;
      const blob = await shrink(file);
      const hash = await hashOf(blob);
      if (this.find(hash)) continue;
      const position = this.list.children.length;
      const photo = { draft: this.key, hash, blob, position, isUploaded: false, refusal: "" };
      await keepPhoto(this.person, photo);
      this.addRow(photo);
      await this.onChange({});
    }
    return "";
  }

  async remove(hash) {
    await forgetPhoto(this.key, hash);
    const row = this.find(hash);
    URL.revokeObjectURL(row.querySelector("img").src);
    row.remove();
    const first = this.list.querySelector("[name=cover]");
    if (first && !this.list.querySelector("[name=cover]:checked")) first.checked = true;
    this.list.hidden = this.list.children.length === 0;
    await this.onChange({ removed: hash });
  }
}
