/* Dragging a story to another day. Everything can be done without it, by "Chuyển ngày". */

export function connectPlan(root) {
  const form = root.querySelector("[data-plan-form]");
  if (!form) return;
  let dragged = null;

  const targetOf = (event) => {
    const cell = event.target.closest("[data-plan-day]");
    return cell && dragged && cell.dataset.planKind === dragged.dataset.planKind ? cell : null;
  };
  const mark = (cell) => {
    root.querySelectorAll(".lich__cell--drop").forEach((old) => old.classList.remove("lich__cell--drop"));
    cell?.classList.add("lich__cell--drop");
  };

  root.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-plan-move]") ?? null;
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.textContent.trim());
  });
  root.addEventListener("dragover", (event) => {
    const cell = targetOf(event);
    mark(cell);
    if (cell) event.preventDefault();
  });
  root.addEventListener("dragend", () => {
    dragged = null;
    mark(null);
  });
  root.addEventListener("drop", (event) => {
    const cell = targetOf(event);
    if (!cell || cell.contains(dragged)) return;
    event.preventDefault();
    form.action = dragged.dataset.planMove;
    form.elements.day.value = cell.dataset.planDay;
    form.submit();
  });
}

connectPlan(document);
