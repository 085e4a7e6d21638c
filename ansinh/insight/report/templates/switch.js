(() => {
  const group = document.querySelector(".languages");
  const show = (lang) => {
    document.documentElement.lang = lang;
    document.title = document.body.getAttribute(`data-title-${lang}`);
    for (const button of group.children) button.setAttribute("aria-pressed", button.dataset.lang === lang);
  };
  group.hidden = false;
  group.addEventListener("click", (event) => event.target.dataset.lang && show(event.target.dataset.lang));
})();
