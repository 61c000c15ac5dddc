/* Lists that every line of a contest's form offers stand on the page once; this puts them in. */

function fillLists(root) {
  for (const select of root.querySelectorAll("select[data-options]")) {
    const options = document.getElementById(select.dataset.options);
    const chosen = select.value;
    select.replaceChildren(options.content.cloneNode(true));
    select.value = chosen;
    delete select.dataset.options;
  }
}

fillLists(document);
document.addEventListener("w-formset:added", (event) => fillLists(event.target));
