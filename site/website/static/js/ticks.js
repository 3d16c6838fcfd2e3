// Remembers ticked boxes on this device only, for all languages of a page; pages work the same without it.
for (const article of document.querySelectorAll("[data-ticks]")) {
  const key = `ticks:${article.dataset.ticks}`;
  const read = () => { try { return Object(JSON.parse(localStorage.getItem(key))); } catch { return {}; } };
  const boxes = [...article.querySelectorAll("[data-checks] input[type=checkbox]")];
  const show = () => { const ticked = read(); for (const box of boxes) box.checked = box.name in ticked; };
  show();
  window.addEventListener("storage", (event) => { if (event.key === key) show(); });
  for (const box of boxes) box.addEventListener("change", () => {
    const ticked = read();
    if (box.checked) ticked[box.name] = 1; else delete ticked[box.name];
    try { localStorage.setItem(key, JSON.stringify(ticked)); } catch { /* private mode: ticks last for this visit */ }
  });
}
