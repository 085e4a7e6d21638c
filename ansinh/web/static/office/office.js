// Marked rows are counted on the button; j and k move, x marks.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-marks]");
  if (!form) return;
  if (event.target.dataset.all !== undefined)
    form.querySelectorAll("input[name=key]").forEach((box) => { box.checked = event.target.checked; });
  const marked = form.querySelectorAll("input[name=key]:checked").length;
  form.querySelectorAll("[data-count]").forEach((place) => { place.textContent = marked; });
  form.querySelectorAll("[data-needs-marks]").forEach((button) => { button.disabled = marked === 0; });
});
document.addEventListener("keydown", (event) => {
  if (event.target.matches("input:not([type=checkbox]),textarea,select") || event.ctrlKey || event.metaKey) return;
  const boxes = [...document.querySelectorAll("form[data-marks] input[name=key]")];
  const here = boxes.indexOf(document.activeElement);
  if (event.key === "j" || event.key === "k") {
    const next = boxes[event.key === "j" ? Math.min(here + 1, boxes.length - 1) : Math.max(here - 1, 0)];
    if (next) next.focus();
  } else if (event.key === "x" && here >= 0) boxes[here].click();
});
document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });
// On a telephone the form stands under the page: go there.
document.addEventListener("htmx:afterSettle", (event) => { if (event.target.id === "aside") event.target.scrollIntoView({ block: "nearest" }); });
