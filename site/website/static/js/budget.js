// Adds up a stay's money from dated prices and the reader's own numbers. Nothing leaves the device.
const place = document.querySelector("template[data-budget]"), form = place.content.firstElementChild.cloneNode(true), name = `budget:${form.dataset.key}`;
place.after(form);
const fields = [...form.querySelectorAll("input")];
const money = new Intl.NumberFormat(form.closest("[lang]").lang, { style: "currency", currency: "EUR" });
const value = (field) => Math.max(0, field.valueAsNumber || 0);
const out = (what, sum) => { form.querySelector(`[data-sum=${what}]`).textContent = money.format(sum); };

const add = () => {
  const weeks = Math.max(1, value(form.weeks));
  const passes = fields.reduce((sum, field) => sum + value(field) * (Number(field.dataset.price) || 0), 0);
  const costs = value(form.rent) + weeks * (value(form.food) + value(form.other)) + passes, rest = value(form.grant) - costs;
  const label = form.querySelector("[data-rest]");
  label.textContent = rest < 0 ? form.dataset.short : form.dataset.left;
  label.parentElement.classList.toggle("is-short", rest < 0);
  out("costs", costs);
  out("week", costs / weeks);
  out("rest", Math.abs(rest));
};
try {
  const kept = Object(JSON.parse(localStorage.getItem(name)));
  for (const field of fields) if (field.name in kept) field.value = kept[field.name];
} catch { /* nothing kept */ }
form.addEventListener("input", () => {
  add();
  try { localStorage.setItem(name, JSON.stringify(Object.fromEntries(fields.map((field) => [field.name, field.value])))); } catch { /* private mode */ }
});
form.addEventListener("submit", (event) => event.preventDefault());
add();
