/* Shows only the fields that the chosen kind of question needs. Without this module all are shown. */

function connectKinds(select) {
  const panels = [...document.querySelectorAll("[data-kinds]")];

  const show = () => {
    for (const panel of panels) {
      const isNeeded = panel.dataset.kinds.split(" ").includes(select.value);
      // What has a fault is never hidden.
      panel.hidden = !isNeeded && !panel.querySelector(".w-field--error, .error-message");
    }
  };

  select.addEventListener("change", show);
  show();
}

document.addEventListener("DOMContentLoaded", () => {
  const select = document.querySelector("select[name=kind]");
  if (select) connectKinds(select);
});
