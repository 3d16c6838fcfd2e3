// A course on the reader's device: how far it is, where to go on, the self-check, and a code that carries all that to another device.
import { drawn } from "./carry.js";
import { destination, done, keep, put, toggled, travel } from "./progress.js";

const VERSION = 1;
const LONGEST = 4000; // characters: more than any course of ours needs
const root = document.querySelector("[data-course]");
const data = JSON.parse(document.getElementById("course-data").textContent);
const { say } = data;
const one = (name, within = root) => within.querySelector(`[data-${name}]`);
let state = done(data.course);
const isRead = (module, lesson) => (state.read[module.slug] ?? []).includes(lesson);
const isAnswered = (module) => module.questions.every(([key]) => state.answers[module.slug]?.[key]);

function show() {
  let [count, total, next] = [0, 0, null];
  for (const module of data.modules) {
    const entry = root.querySelector(`[data-module="${module.slug}"]`);
    for (const link of entry.querySelectorAll("[data-lesson]")) {
      const read = isRead(module, link.dataset.lesson);
      one("read", link).hidden = !read;
      total += 1;
      count += read ? 1 : 0;
      if (!read) next ??= link;
    }
    const [answered, questions] = [one("answered", entry), entry.querySelector("a[href$='#questions']")];
    if (answered) answered.hidden = !isAnswered(module);
    if (questions && !isAnswered(module)) next ??= questions;
  }
  const begun = count > 0 || data.modules.some((module) => Object.keys(state.answers[module.slug] ?? {}).length);
  one("far").hidden = !begun;
  one("done").textContent = put(say.lessons, { done: count, total });
  root.querySelector("progress").value = count;
  const go = one("go");
  if (go && begun) {
    go.href = (next ?? root.querySelector(".mods a")).getAttribute("href");
    go.textContent = next ? put(say.goOn, { title: next.querySelector("span").firstChild.textContent.trim() }) : say.again;
  }
  for (const box of root.querySelectorAll("[data-ready]")) box.checked = state.ready.includes(box.name);
}

// A question's answer as signs: for each line its number, or which options are chosen.
function signs([, selected, keys], values) {
  const numbers = selected ? keys.map((key) => Number(values.find((value) => value.startsWith(`${key}:`))?.split(":")[1] ?? NaN)) : values.map((value) => keys.indexOf(value));
  return numbers.every((number) => number >= 0 && number < 36) ? numbers.map((number) => number.toString(36)).join("") : "";
}
function values([, selected, keys], text) {
  const numbers = [...text].map((sign) => parseInt(sign, 36));
  return selected ? keys.map((key, index) => `${key}:${numbers[index]}`) : numbers.map((number) => keys[number]);
}

function packed() {
  const read = data.modules.map((module) => module.lessons.map((lesson) => Number(isRead(module, lesson))).join("")).join(".");
  const answers = data.modules.map((module) => module.questions.map((question) => signs(question, state.answers[module.slug]?.[question[0]] ?? [])).join("-")).join(".");
  const ready = data.ready.map((key) => Number(state.ready.includes(key))).join("");
  return btoa(JSON.stringify([VERSION, data.course, data.edition, destination(), read, answers, ready])).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

// Takes what a link holds: what was done there or here is done. Gives the words to tell.
function taken(text) {
  let found;
  try {
    if (text.length > LONGEST) throw new RangeError("too long");
    found = JSON.parse(atob(text.replace(/-/g, "+").replace(/_/g, "/")));
  } catch { return say.badLink; }
  if (!Array.isArray(found) || found.length !== 7 || found.slice(1).some((part) => typeof part !== "string") || found[0] !== VERSION || found[1] !== data.course) return say.badLink;
  const [, , edition, country, read, answers, ready] = found;
  if (edition !== data.edition) return say.otherEdition;
  const [reads, given] = [read.split("."), answers.split(".").map((part) => part.split("-"))];
  if (reads.length !== data.modules.length || given.length !== reads.length || ready.length !== data.ready.length) return say.badLink;
  data.modules.forEach((module, index) => {
    module.lessons.forEach((lesson, at) => { if (reads[index][at] === "1") state.read[module.slug] = toggled(state.read[module.slug] ?? [], lesson, true); });
    module.questions.forEach((question, at) => {
      if (given[index][at]) state.answers[module.slug] = { [question[0]]: values(question, given[index][at]), ...state.answers[module.slug] };
    });
  });
  data.ready.forEach((key, index) => { if (ready[index] === "1") state.ready = toggled(state.ready, key, true); });
  if (data.countries.includes(country) && !destination()) travel(country);
  keep(data.course, state);
  return say.taken;
}

function open() {
  const found = /^#course=(.*)$/.exec(location.hash);
  if (!found) return;
  history.replaceState(null, "", location.pathname + location.search);
  const notice = one("notice");
  notice.textContent = taken(found[1]);
  notice.hidden = false;
  show();
}

async function carry(button) {
  const [box, link] = [document.getElementById("carry"), one("carry-link")];
  box.hidden = !box.hidden;
  button.setAttribute("aria-expanded", String(!box.hidden));
  if (box.hidden) return;
  link.value = `${location.origin}${location.pathname}#course=${packed()}`;
  one("carry-status").textContent = "";
  try { one("drawn").replaceChildren(await drawn(link.value, root.dataset.code)); } catch { one("drawn").replaceChildren(); one("carry-status").textContent = say.noCode; }
}

async function copy() {
  const [link, status] = [one("carry-link"), one("copied")];
  try { await navigator.clipboard.writeText(link.value); status.textContent = say.copied; } catch { link.select(); status.textContent = say.notCopied; }
}

for (const box of root.querySelectorAll("[data-ready]")) {
  box.addEventListener("change", () => { state.ready = toggled(state.ready, box.name, box.checked); keep(data.course, state); });
}
one("carry-box").hidden = false;
one("carry-on").addEventListener("click", ({ currentTarget }) => carry(currentTarget));
one("copy").addEventListener("click", copy);
window.addEventListener("pageshow", () => { state = done(data.course); show(); });
window.addEventListener("storage", () => { state = done(data.course); show(); });
window.addEventListener("hashchange", open);
show();
open();
if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView({ behavior: "instant" }); // what stands above may have come or gone
