// The timeline on the reader's device: dates and steps change at once, ticks are kept here, and nothing is sent. Pages work the same without it.
import { Stay, applies, day, isArrival, isLength, iso, today, weekday } from "./stay.js";
import { CarryError, drawn, packed, unpacked } from "./carry.js";

const KEY = "stay";
const PLAN = /^[a-z0-9-]{8,40}$/;
const root = document.querySelector("[data-timeline]");
const data = JSON.parse(document.getElementById("timeline-data").textContent);
const form = root.querySelector("[data-stay]");
const one = (name, within = root) => within.querySelector(`[data-${name}]`);
const all = (name) => [...root.querySelectorAll(`[data-${name}]`)];
const steps = all("step").map((element) => ({ element, key: element.dataset.step, ...data.steps[element.dataset.step] }));
const dated = steps.filter((step) => !step.any);

const put = (pattern, values) => pattern.replace(/%\((\w+)\)(02)?[ds]/g, (_, name, wide) => String(values[name]).padStart(wide ? 2 : 0, "0"));
const saidShort = (number) => said(number, data.say.day, data.weekdays, data.months);
const saidLong = (number) => said(number, data.say.dayLong, data.weekdaysLong, data.monthsLong);
function said(number, pattern, weekdays, months) {
  const [year, month, date] = iso(number).split("-").map(Number);
  return put(pattern, { weekday: weekdays[weekday(number)], day: date, month: months[month - 1], year });
}
function duration(minutes) {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (!hours) return minutes ? put(data.say.minutes, { minutes }) : "0";
  return put(rest ? data.say.both : data.say.hours, { hours, minutes: rest });
}
const counted = (days) => put(data.say.count, { days: days < 0 ? `−${-days}` : days ? `+${days}` : "0" });
const first = (text) => text.charAt(0).toUpperCase() + text.slice(1);

// What is kept: {arrival, days, country, minor, role, plan, ticks}. Whatever isn't as it must be is as if it weren't there.
function sound(kept) {
  const { arrival, days, country, minor, role, plan, ticks } = Object(kept);
  return {
    arrival: typeof arrival === "string" && isArrival(day(arrival)) ? arrival : "",
    days: isLength(days) ? days : data.days,
    country: data.countries.includes(country) ? country : "",
    minor: minor === true,
    role: data.roles.includes(role) ? role : "",
    plan: typeof plan === "string" && PLAN.test(plan) ? plan : "",
    ticks: Array.isArray(ticks) ? ticks.filter((key) => typeof key === "string") : [],
  };
}
function kept() { try { return sound(JSON.parse(localStorage.getItem(KEY))); } catch { return sound(null); } }
function keep(state) { try { localStorage.setItem(KEY, JSON.stringify(state)); return true; } catch { return false; } }

let state = kept();
let leaving = false;
let waiting = null; // a stay from a link, until the reader has chosen

const newPlan = () => [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
function query({ arrival, days, country, minor, role, plan }) {
  const told = { arrival, days: arrival || days !== data.days ? days : "", country, minor: minor ? 1 : "", role, plan: arrival && plan };
  const text = new URLSearchParams(Object.entries(told).filter(([, value]) => value)).toString();
  return text && `?${text}`;
}

// Everything that depends on the stay or on ticks.
function show() {
  const stay = state.arrival && new Stay({ ...state, arrival: day(state.arrival) }, data.holidays);
  if (leaving) return;
  if (stay && !stay.isCovered() && location.search !== query(state)) { // the server knows all years
    leaving = true;
    location.search = query(state);
    return;
  }
  const now = today();
  for (const step of steps) {
    step.shown = step.any || (applies(step, state) && (!state.role || (step.actors ?? []).includes(state.role)));
    step.day = stay && !step.any ? stay.dayOf(step) : null;
    step.done = state.ticks.includes(step.key);
    step.late = step.day !== null && stay.lastDayOf(step) < now;
    step.times = !step.weekly ? 1 : stay ? Math.floor((stay.lastDayOf(step) - step.day) / 7) + 1 : Math.max(1, Math.floor(state.days / 7));
    showStep(step, stay);
  }
  for (const element of all("dated")) element.hidden = !stay;
  for (const element of all("undated")) element.hidden = Boolean(stay);
  for (const element of all("country")) element.hidden = Boolean(state.country) && element.dataset.country !== state.country;
  for (const element of all("arrives")) element.textContent = stay ? `, ${saidLong(stay.arrival)}` : "";
  for (const element of all("arrives-alone")) element.textContent = stay ? saidLong(stay.arrival) : "";
  const mine = dated.filter((step) => step.shown);
  one("minutes").textContent = duration(steps.filter((step) => step.shown && (form ? !step.any : true)).reduce((sum, step) => sum + (step.minutes ?? 0) * step.times, 0));
  if (form) { one("steps").textContent = mine.length; showNext(mine, now); }
  for (const element of all("summary")) showSummary(element, mine.filter((step) => step.phase === element.dataset.summary));
  const [behind, ics] = [keepsHere ? "" : query(state), one("calendar")];
  for (const link of all("carry")) turn(link, behind);
  if (ics) turn(ics, query(state));
}

// Addresses stay short ones: paper prints those that lead elsewhere.
function turn(link, behind) {
  const { pathname, hash } = new URL(link.href);
  link.setAttribute("href", pathname + behind + hash);
}

function showStep({ element, key, shown, day: due, done, late, offset, anchor, any, weekly }, stay) {
  element.hidden = !shown;
  const [when, count, entry] = [one("day", element), one("count", element), root.querySelector(`[data-toc="${key}"]`)];
  if (entry) entry.hidden = !shown;
  if (due === null) when.textContent = when.dataset.words;
  else {
    const time = Object.assign(document.createElement("time"), { dateTime: iso(due), textContent: saidShort(due) });
    when.replaceChildren(time);
  }
  count.textContent = any ? "" : due !== null ? counted(due - stay.arrival) : anchor === "arrival" ? counted(offset) : "";
  one("late", element).hidden = !late;
  if (weekly) one("weekly", element).hidden = due === null;
  const box = element.querySelector("input[type=checkbox]");
  if (box) box.checked = done;
}

function showNext(mine, now) {
  const open = mine.filter((step) => !step.done);
  if (state.arrival) open.sort((a, b) => a.day - b.day);
  const [note, over, step] = [one("next"), one("all-done"), open[0]];
  note.hidden = !step;
  over.hidden = Boolean(step) || !mine.length;
  over.textContent = over.hidden ? "" : data.say.allDone;
  if (!step) return;
  const link = step.element.querySelector("a[data-carry]");
  one("next-day").textContent = first(one("day", step.element).textContent);
  Object.assign(one("next-link"), { href: link.getAttribute("href"), textContent: step.element.querySelector("strong").textContent });
}

function showSummary(element, mine) {
  const [done, bar] = [mine.filter((step) => step.done).length, element.querySelector("progress")];
  const days = mine.map((step) => step.day).filter((number) => number !== null);
  one("span", element).textContent = days.length ? `${saidShort(Math.min(...days))} – ${saidShort(Math.max(...days))}` : "";
  bar.max = Math.max(1, mine.length);
  bar.value = done;
  bar.hidden = false;
  one("done", element).textContent = put(data.say.done, { done, total: mine.length });
  const sum = document.getElementById(element.dataset.summary).querySelector("[data-total]");
  if (sum) sum.textContent = put(sum.dataset.total, { total: mine.length });
}

// Keeps the stay on this device; where that isn't possible, the address says it.
let keepsHere = true;
function commit() {
  if (waiting) { waiting = state; show(); return; }
  if (state.arrival && !state.plan) state.plan = newPlan();
  keepsHere = keep(state);
  const wanted = keepsHere ? "" : query(state);
  if (location.search !== wanted) history.replaceState(null, "", location.pathname + wanted + location.hash);
  show();
}

function fill() {
  if (!form) return;
  const { arrival, days, country, role, minor, departure } = form.elements;
  [arrival.value, days.value, country.value, role.value, minor.checked] = [state.arrival, state.days, state.country, state.role, state.minor];
  departure.value = state.arrival ? iso(day(state.arrival) + state.days - 1) : "";
}

// What the form says, or what is wrong with it: {stay, wrong: {field: sentence}}.
function told(changed) {
  const { arrival, days, departure, country, role, minor } = form.elements;
  const [came, left] = [day(arrival.value), day(departure.value)];
  const wrong = {};
  let length = /^\d{1,4}$/.test(days.value) ? Number(days.value) : NaN;
  if (arrival.validity.badInput || (arrival.value && !isArrival(came))) wrong.arrival = data.say.noDay;
  if (changed === "departure" && (departure.value || departure.validity.badInput)) {
    if (left === null) wrong.departure = data.say.noDay;
    else if (came === null) wrong.arrival ??= data.say.noArrival;
    else if (left <= came) wrong.departure = data.say.order;
    else if (!isLength((length = left - came + 1))) wrong.departure = data.say.length;
  } else if (!isLength(length)) wrong.days = data.say.length;
  return { stay: { arrival: arrival.value, days: length, country: country.value, role: role.value, minor: minor.checked }, wrong };
}

// A date is wrong while it is being typed: what is wrong is told when its field is left.
function read(changed, typing = false) {
  const { stay, wrong } = told(changed);
  if (typing && Object.keys(wrong).length) return false;
  for (const field of form.querySelectorAll("[aria-describedby]")) {
    const error = document.getElementById(field.getAttribute("aria-describedby"));
    error.textContent = wrong[field.name] ?? "";
    if (wrong[field.name]) field.setAttribute("aria-invalid", "true"); else field.removeAttribute("aria-invalid");
  }
  if (Object.keys(wrong).length) return false;
  Object.assign(state, stay);
  if (changed === "departure") form.elements.days.value = state.days;
  else form.elements.departure.value = state.arrival ? iso(day(state.arrival) + state.days - 1) : "";
  commit();
  return true;
}

// A stay from a link or a code: taken where nothing else is kept here, else the reader is asked first.
function offer(incoming, shownNow) {
  const here = kept();
  if (!incoming.arrival) { // no stay, only switches
    state = { ...here, days: here.arrival ? here.days : incoming.days, country: incoming.country || here.country, minor: incoming.minor || here.minor, role: incoming.role };
    fill();
    commit();
    return;
  }
  const same = (a, b) => JSON.stringify({ ...a, ticks: [...a.ticks].sort() }) === JSON.stringify({ ...b, ticks: [...b.ticks].sort() });
  if (!here.arrival && !here.ticks.length) { state = incoming; fill(); commit(); if (!shownNow) tell(data.say.taken); return; }
  if (same(here, incoming)) { state = here; fill(); commit(); return; }
  [waiting, state] = [incoming, shownNow ? incoming : here];
  fill();
  show();
  tell(data.say.other, true);
}
function chosen(replace) {
  state = replace ? waiting : kept();
  waiting = null;
  fill();
  commit();
  if (replace) tell(data.say.taken); else one("notice").hidden = true;
  (form?.elements.arrival ?? root.querySelector("a")).focus();
}
function tell(words, choice = false) {
  one("notice").hidden = false;
  one("notice-words").textContent = words;
  one("notice-choice").hidden = !choice;
}

function open() {
  const found = /^#stay=(.*)$/.exec(location.hash);
  if (!found) return false;
  history.replaceState(null, "", location.pathname + location.search);
  try { offer(unpacked(found[1], sound, dated), false); } catch (error) {
    if (!(error instanceof CarryError)) throw error;
    tell(data.say.badLink);
    return false;
  }
  return true;
}

function start() {
  for (const step of dated) step.element.querySelector("input[type=checkbox]")?.addEventListener("change", (event) => {
    state.ticks = state.ticks.filter((key) => key !== step.key).concat(event.target.checked ? step.key : []);
    commit();
  });
  if (form) {
    let last = "";
    form.addEventListener("input", ({ target }) => { last = target.name; if (target.type !== "number") read(last, target.type === "date"); });
    form.addEventListener("change", ({ target }) => read((last = target.name), target.type === "date"));
    form.addEventListener("focusout", ({ target }) => { if (target.type === "date" && target.name === last) read(last); });
    form.addEventListener("submit", (event) => { event.preventDefault(); if (!read(last)) form.querySelector("[aria-invalid]").focus(); });
    one("presets").hidden = false;
    one("presets").addEventListener("click", ({ target }) => { if (target.value) { form.elements.days.value = target.value; read("days"); } });
  }
  one("replace")?.addEventListener("click", () => chosen(true));
  one("keep")?.addEventListener("click", () => chosen(false));
  for (const button of all("copy")) { button.hidden = false; button.addEventListener("click", () => copy(button)); }
  const [print, on] = [one("print"), one("carry-on")];
  if (print) { print.hidden = false; print.addEventListener("click", () => window.print()); }
  if (on) { on.hidden = false; on.addEventListener("click", () => carry(on)); }
  window.addEventListener("beforeprint", () => { for (const details of root.querySelectorAll("details")) details.open = true; });
  window.addEventListener("storage", (event) => { if (event.key === KEY && !waiting) { state = kept(); fill(); show(); } });
  window.addEventListener("hashchange", open);
  if (data.asked) offer({ ...sound(data.asked), ticks: data.asked.plan === state.plan ? state.ticks : [] }, true);
  else if (!data.wrong) { fill(); show(); }
  if (form) open();
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView({ behavior: "instant" }); // steps above may have come or gone
}

async function copy(button) {
  const [source, status] = [document.querySelector(button.dataset.copy), button.parentElement.querySelector("[data-copied]")];
  try { await navigator.clipboard.writeText(source.value ?? source.innerText); status.textContent = data.say.copied; } catch {
    if (source.select) source.select(); else getSelection().selectAllChildren(source);
    status.textContent = data.say.notCopied;
  }
}

async function carry(button) {
  const [box, link, status] = [document.getElementById("carry"), one("carry-link"), one("carry-status")];
  box.hidden = !box.hidden;
  button.setAttribute("aria-expanded", String(!box.hidden));
  if (box.hidden) return;
  link.value = `${location.origin}${location.pathname}#stay=${packed(state, dated)}`;
  status.textContent = "";
  try { one("drawn").replaceChildren(await drawn(link.value, root.dataset.code)); } catch { one("drawn").replaceChildren(); status.textContent = data.say.noCode; }
}

start();
