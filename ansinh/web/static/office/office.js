// Marked rows are counted on the buttons; j and k move, x marks, o opens, / finds.
const counted = (form) => {
  const all = form.querySelector("input[name=all]");
  const marked = form.querySelectorAll("input[type=checkbox][name=key]:checked").length;
  const count = all && all.checked ? Number(form.dataset.marks) : marked;
  form.querySelectorAll("[data-count]").forEach((place) => { place.textContent = count.toLocaleString("vi"); });
  form.querySelectorAll("[data-needs-marks]").forEach((button) => { button.disabled = count === 0; });
};
const countAll = () => document.querySelectorAll("form[data-marks]").forEach(counted);
document.addEventListener("DOMContentLoaded", countAll);
document.addEventListener("htmx:afterSwap", countAll);
window.addEventListener("pageshow", countAll);
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-marks]");
  if (!form) return;
  if (event.target.dataset.all !== undefined)
    form.querySelectorAll("input[name=key]").forEach((box) => { box.checked = event.target.checked; });
  counted(form);
});
document.addEventListener("keydown", (event) => {
  if (event.target.matches("input:not([type=checkbox]),textarea,select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    const words = document.querySelector("#words");
    if (words) { event.preventDefault(); words.focus(); }
    return;
  }
  const boxes = [...document.querySelectorAll("form[data-marks] input[name=key]")];
  const here = boxes.indexOf(document.activeElement);
  if (event.key === "j" || event.key === "k") {
    const next = boxes[event.key === "j" ? Math.min(here + 1, boxes.length - 1) : Math.max(here - 1, 0)];
    if (next) next.focus();
  } else if (event.key === "x" && here >= 0) boxes[here].click();
  else if (event.key === "o" && here >= 0) boxes[here].closest("tr").querySelector("a[data-open]").click();
});
document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });
// On a telephone the form stands under the page: go there.
document.addEventListener("htmx:afterSettle", (event) => { if (event.target.id === "aside") event.target.scrollIntoView({ block: "nearest" }); });
