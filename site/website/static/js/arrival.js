// Real days for a kit's deadlines: the same that the server gives for ?arrival=…&days=…, without asking it. Kept on this device alone.
import { Stay, day, isArrival, isLength, iso, today } from "./stay.js";

const form = document.querySelector(".stay__form"), sum = document.querySelector(".stay__sum");
const { key, country, late } = form.dataset, holidays = JSON.parse(form.dataset.holidays), name = `dates:${key}`;
const places = [...document.querySelectorAll("[data-day]")];
const language = document.querySelector("article").lang;
const format = (style) => { const made = new Intl.DateTimeFormat(language, { ...style, timeZone: "UTC" }); return (number) => made.format(number * 86400000); };
const short = format({ weekday: "short", day: "numeric", month: "short" });
const long = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });

const mark = (field, wrong) => {
  const place = document.getElementById(field.getAttribute("aria-describedby")), words = wrong ? place.dataset.error : "";
  if (place.textContent !== words) place.textContent = words;
  if (wrong) field.setAttribute("aria-invalid", "true"); else field.removeAttribute("aria-invalid");
};
const make = (tag, words, css) => Object.assign(document.createElement(tag), { textContent: words, className: css ?? "" });

// The stay of the form; null where it isn't whole. Wrong fields say so; an empty arrival is no mistake.
const read = () => {
  const arrival = day(form.arrival.value), days = Number(form.days.value);
  mark(form.arrival, form.arrival.validity.badInput || (form.arrival.value && !isArrival(arrival)));
  mark(form.days, !isLength(days));
  return isArrival(arrival) && isLength(days) ? new Stay({ arrival, days, country }, holidays) : null;
};
const show = (stay) => {
  const now = today(), here = stay && now <= stay.departure();
  for (const place of places) {
    const [anchor, offset] = place.dataset.day.split(" "), number = stay && stay.anchor(anchor) + Number(offset), parts = [];
    if (stay && place.dataset.say !== "late") { const time = make("time", short(number)); time.dateTime = iso(number); parts.push(time); }
    if (here && number < now && place.dataset.say !== "day") parts.push(" ", make("b", late, "late"));
    place.replaceChildren(...parts);
  }
  sum.hidden = !stay;
  if (stay) sum.lastElementChild.textContent = long(stay.departure());
};
// A stay so far away that the page doesn't know its holidays is left to the server, which knows them all.
const update = () => { const stay = read(); if (!stay || stay.isCovered()) show(stay); return stay; };

const asked = new URLSearchParams(location.search).has("arrival");
if (!asked && !form.arrival.value) {
  try {
    const { arrival, days } = JSON.parse(localStorage.getItem(name));
    if (isArrival(day(arrival)) && isLength(days)) [form.arrival.value, form.days.value] = [arrival, days];
  } catch { /* nothing kept, or nothing of ours */ }
}
const keep = () => {
  const stay = update();
  if (!stay && form.arrival.value) return;
  try {
    if (stay) localStorage.setItem(name, JSON.stringify({ arrival: iso(stay.arrival), days: stay.days })); else localStorage.removeItem(name);
  } catch { /* private mode: the days last for this visit */ }
};
form.addEventListener("input", keep);
form.addEventListener("submit", (event) => { const stay = read(); if (!stay || stay.isCovered()) { event.preventDefault(); keep(); } });
form.noValidate = true; // our own words at the fields
if (!asked) keep(); else if (form.arrival.value) update();
