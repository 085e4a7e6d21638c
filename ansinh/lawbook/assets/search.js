// Search while typing, with and without marks; and rules that open when a link leads to them.
(() => {
  const root = document.documentElement.dataset.root;
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  const KINDS = {
    benefit: ["Chế độ", "Benefit"],
    figure: ["Mức", "Figure"],
    document: ["Văn bản", "Document"],
    term: ["Thuật ngữ", "Term"],
  };
  const ORDER = Object.keys(KINDS);
  const MOST = 12;
  let entries;
  const prepared = () => entries ??= window.lawbook.map(([kind, address, vi, en, more, noteVi, noteEn]) => ({
    kind, address, names: [vi, en], notes: [noteVi, noteEn],
    exact: `${vi} ${en}`.normalize("NFC").toLowerCase(),
    name: fold(`${vi} ${en}`), all: fold(`${vi} ${en} `) + more,
  }));

  const score = (entry, query, words, marked) => {
    if (!words.every((word) => entry.all.includes(word))) return 0;
    const inName = words.filter((word) => entry.name.includes(word)).length / words.length;
    const whole = entry.name.includes(words.join(" ")) ? 2 : 0;
    const starts = entry.name.startsWith(words[0]) ? 0.5 : 0;
    const exact = marked && entry.exact.includes(query) ? 3 : 0;
    const brief = entry.name.length / 400;
    return 1 - brief + inName * 2 + whole + starts + exact - ORDER.indexOf(entry.kind) * 0.6;
  };
  const find = (text) => {
    const query = text.normalize("NFC").trim().toLowerCase();
    const words = fold(query).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    const marked = fold(query) !== query;
    return prepared()
      .map((entry) => [score(entry, query, words, marked), entry])
      .filter(([points]) => points > 0)
      .sort(([a], [b]) => b - a)
      .map(([, entry]) => entry);
  };

  const both = (parent, [vi, en], tag = "span") => {
    for (const [lang, text] of [["vi", vi], ["en", en]]) {
      const part = document.createElement(tag);
      part.lang = lang;
      part.textContent = text;
      parent.append(part);
    }
  };
  const line = (entry) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = root + entry.address;
    const kind = document.createElement("span");
    const name = document.createElement("b");
    const note = document.createElement("span");
    kind.className = "kind";
    note.className = "note";
    both(kind, KINDS[entry.kind]);
    both(name, entry.names);
    both(note, entry.notes);
    link.append(kind, name, note);
    item.append(link);
    return item;
  };

  const form = document.querySelector(".search");
  if (form) {
    const input = form.querySelector("input");
    const list = form.querySelector(".found");
    const status = form.querySelector(".status");
    const show = () => {
      const found = find(input.value);
      list.replaceChildren(...found.slice(0, MOST).map(line));
      status.replaceChildren();
      if (!input.value.trim()) return;
      const n = found.length;
      both(status, n
        ? [`${n} kết quả${n > MOST ? `, ${MOST} kết quả đầu` : ""}`, `${n} found${n > MOST ? `, the first ${MOST}` : ""}`]
        : ["Không tìm thấy. Thử từ khác, có dấu hay không dấu đều được.", "Nothing found. Try another word, with or without marks."]);
    };
    form.hidden = false;
    input.addEventListener("input", show);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      list.querySelector("a")?.click();
    });
    form.addEventListener("keydown", (event) => {
      const places = [input, ...list.querySelectorAll("a")];
      const at = places.indexOf(document.activeElement);
      if (event.key === "Escape") { input.value = ""; show(); input.focus(); return; }
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || at < 0) return;
      event.preventDefault();
      places[Math.min(Math.max(at + step, 0), places.length - 1)].focus();
    });
    addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || /input|textarea/i.test(event.target.tagName)) return;
      event.preventDefault();
      input.focus();
    });
    if (input.value) show();
  }

  const open = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let place = target; place; place = place.parentElement) if (place.tagName === "DETAILS") place.open = true;
    target?.scrollIntoView();
  };
  addEventListener("hashchange", open);
  if (location.hash) open();

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("main details:not([open])")];
    for (const part of closed) part.open = true;
  });
  addEventListener("afterprint", () => { for (const part of closed) part.open = false; });
})();
