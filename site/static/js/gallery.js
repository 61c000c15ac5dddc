/* A gallery opens its pictures in a dialog; without a script its links lead to the files. */

function button(label, className, sign) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.setAttribute("aria-label", label);
  made.textContent = sign;
  return made;
}

/* The empty dialog, in the page, and the parts of it that do something. */
function drawDialog(words) {
  const dialog = document.createElement("dialog");
  dialog.className = "lightbox";
  const image = document.createElement("img");
  image.className = "lightbox__image";
  const caption = document.createElement("p");
  caption.className = "lightbox__caption";
  caption.setAttribute("role", "status");
  const close = button(words.close, "lightbox__close", "×");
  const previous = button(words.previous, "lightbox__step", "‹");
  const next = button(words.next, "lightbox__step", "›");
  const bar = document.createElement("div");
  bar.className = "lightbox__bar";
  bar.append(previous, caption, next);
  dialog.append(close, image, bar);
  document.body.append(dialog);
  return { dialog, image, caption, close, previous, next };
}

function makeDialog(gallery, links) {
  const { dialog, image, caption, close, previous, next } = drawDialog(gallery.dataset);
  let shown = 0;
  const show = (number) => {
    shown = (number + links.length) % links.length;
    const link = links[shown];
    image.src = link.href;
    image.alt = link.querySelector("img")?.alt ?? "";
    caption.textContent = `${shown + 1}/${links.length} ${link.dataset.caption ?? ""}`;
  };
  close.addEventListener("click", () => dialog.close());
  previous.addEventListener("click", () => show(shown - 1));
  next.addEventListener("click", () => show(shown + 1));
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(shown - 1);
    if (event.key === "ArrowRight") show(shown + 1);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  // The dialog gives the focus back to the link it was opened from.
  return (number) => {
    show(number);
    dialog.showModal();
  };
}

export function connectGalleries(root) {
  for (const gallery of root.querySelectorAll("[data-gallery]")) {
    const links = [...gallery.querySelectorAll("[data-gallery-link]")];
    let open = null;
    links.forEach((link, number) => {
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        open ??= makeDialog(gallery, links);
        open(number);
      });
    });
  }
}

connectGalleries(document);
