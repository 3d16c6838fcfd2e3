// A kit's tools. Ticks, fraud check and emergency card are always there; the others come when their reader comes near them, so that a page is light.
const remember = (name) => { try { return localStorage.getItem(name); } catch { return null; } };

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
// An offer of a lodging is checked by its signs of fraud; nothing is kept, the next offer begins anew.
for (const check of document.querySelectorAll("[data-signs]")) {
  const sum = check.querySelector("[data-none]"), again = check.querySelector("[type=reset]");
  const count = () => {
    const signs = check.querySelectorAll("input:checked").length, { none, one, many } = sum.dataset;
    sum.textContent = signs > 1 ? many.replace("#", signs) : signs ? one : none;
    sum.classList.toggle("is-fraud", signs > 0);
    again.hidden = !signs;
  };
  check.addEventListener("change", count);
  check.addEventListener("reset", () => setTimeout(count));
  check.addEventListener("submit", (event) => event.preventDefault());
  count();
}

// Where the reader is in the contents.
const links = new Map([...document.querySelectorAll(".toc a")].map((link) => [link.hash.slice(1), link]));
const marking = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    for (const link of links.values()) link.removeAttribute("aria-current");
    const link = links.get(target.id), list = link.closest("ol");
    link.setAttribute("aria-current", "true");
    if (list.scrollWidth > list.clientWidth) list.scrollTo({ left: link.offsetLeft - list.clientWidth / 3 });
  }
}, { rootMargin: "-20% 0px -75%" });
for (const id of links.keys()) { const part = document.getElementById(id); if (part) marking.observe(part); }

// The emergency card with the reader's own numbers, which stay on this device. It is made when it is first needed.
const made = document.querySelector("template[data-numbers]");
const makeCard = () => {
  const card = made.content.firstElementChild.cloneNode(true);
  const name = `numbers:${card.dataset.key}`, fields = [...card.querySelectorAll(".numbers__own input")];
  const show = (field) => {
    const call = field.parentElement.querySelector("a"), digits = field.value.replace(/[^\d+*#]/g, "");
    if (!call) return;
    call.hidden = digits.length < 3;
    call.href = `tel:${digits}`;
    call.lastElementChild.textContent = field.value;
  };
  let kept = {};
  try { kept = Object(JSON.parse(remember(name))); } catch { /* not ours: begin anew */ }
  for (const field of fields) {
    field.value = typeof kept[field.name] === "string" ? kept[field.name] : "";
    show(field);
    field.addEventListener("input", () => {
      show(field);
      try { localStorage.setItem(name, JSON.stringify(Object.fromEntries(fields.map((f) => [f.name, f.value])))); } catch { /* private mode */ }
    });
  }
  card.addEventListener("click", (event) => { if (event.target === card) card.close(); });
  made.after(card);
  return card;
};
let card;
if (made) for (const opener of document.querySelectorAll("[data-card]")) opener.addEventListener("click", (event) => {
  event.preventDefault();
  card ??= makeCard();
  card.showModal();
});

// The others.
const near = (place, load) => {
  if (place) new IntersectionObserver((entries, watch) => { if (entries.some((e) => e.isIntersecting)) { watch.disconnect(); load(); } }, { rootMargin: "800px" }).observe(place);
};
near(document.querySelector(".phrases"), () => import("./phrases.js"));
near(document.querySelector("[data-budget]")?.parentElement, () => import("./budget.js"));
document.querySelector(".send")?.addEventListener("toggle", () => import("./share.js"), { once: true });
document.querySelector("[data-print]")?.addEventListener("click", () => setTimeout(() => window.print(), 100));
const stay = document.querySelector(".stay__form");
if (stay && (remember(`dates:${stay.dataset.key}`) || stay.arrival.value || stay.arrival.matches(":focus"))) import("./arrival.js");
else stay?.addEventListener("focusin", () => import("./arrival.js"), { once: true });
