// The language chosen on one page holds on the next.
(() => {
  const KEY = "ansinh-language";
  const kept = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const keep = (lang) => { try { localStorage.setItem(KEY, lang); } catch { /* private mode */ } };
  if (kept() === "en") document.documentElement.lang = "en";
  addEventListener("DOMContentLoaded", () => {
    const group = document.querySelector(".languages");
    const press = (lang) => {
      for (const button of group.children) button.setAttribute("aria-pressed", button.dataset.lang === lang);
    };
    press(document.documentElement.lang);
    group.hidden = false;
    group.addEventListener("click", (event) => {
      const { lang } = event.target.dataset;
      if (!lang) return;
      document.documentElement.lang = lang;
      press(lang);
      keep(lang);
    });
  });
})();
