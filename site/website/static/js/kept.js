// The page of what was kept: the kits on this device with a panel each, numbers to call, and a search in their words.
import { kept, nameOf, onChange, panel } from "./keep.js";

const root = document.querySelector("[data-kept]");
const part = (name) => root.querySelector(`[data-part=${name}]`);
const words = JSON.parse(root.dataset.words);
const [list, none, seek, field, results, told, numbers] = ["list", "none", "seek", "field", "results", "told", "numbers"].map(part);
const MOST = 20; // hits shown
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
let places = []; // what can be found: name, address, language and words of each section

// Shown in place of a page that needs the network.
part("lost").hidden = location.pathname === root.dataset.kept && navigator.onLine;

async function read(copy) {
  const page = await (await caches.open(nameOf(copy))).match(copy.page);
  return new DOMParser().parseFromString(await page.text(), "text/html");
}

function card(copy, html) {
  const item = part("card").content.firstElementChild.cloneNode(true);
  [item.dataset.page, item.dataset.c] = [copy.page, copy.country];
  item.querySelector("img").src = copy.cover;
  const link = item.querySelector("a");
  link.href = copy.page;
  link.lang = copy.language;
  link.querySelector("[data-part=title]").textContent = copy.title;
  link.querySelector("[data-part=edition]").textContent = copy.edition;
  const pdf = item.querySelector("[data-part=print]");
  pdf.hidden = !copy.withPdf;
  if (copy.withPdf) pdf.href = copy.pdf.url;
  item.querySelector("[data-keep]").dataset.keep = copy.page;
  for (const call of html.querySelectorAll(".sos a")) {
    if ([...numbers.children].some((one) => one.getAttribute("href") === call.getAttribute("href"))) continue;
    numbers.append(document.importNode(call, true));
    numbers.lastElementChild.lang = call.closest("[lang]").lang;
  }
  return item;
}

// The sections of a kept page; what stands in no section isn't content.
function* sections(copy, html) {
  for (const section of html.querySelectorAll("section[id]:not(section[id] *), .ticket__main[id]")) {
    for (const noise of section.querySelectorAll(".vh, .ref, button")) noise.remove();
    for (const end of section.querySelectorAll("h3, p, li, dt, dd, td, th, small, b")) end.append(" ");
    const heading = section.querySelector("h2");
    heading?.remove();
    const [title, text] = [heading, section].map((part) => (part?.textContent ?? "").normalize().replace(/\s+/g, " ").trim());
    const { lang } = section.closest("[lang]");
    yield { name: `${copy.title} · ${title}`, text, lang, url: `${copy.page}#${section.id}`, folded: fold(`${copy.title} ${title} ${text}`) };
  }
}

async function show() {
  const copies = await kept();
  const focus = document.activeElement;
  const before = new Map([...list.children].map((item) => [item.dataset.page, item]));
  [none.hidden, seek.hidden, places] = [copies.length > 0, copies.length === 0, []];
  if (before.size > copies.length) told.textContent = words.removed;
  const items = [];
  for (const copy of copies) {
    const html = await read(copy);
    const item = card(copy, html);
    if (before.has(copy.page)) item.querySelector("[data-keep]").replaceWith(before.get(copy.page).querySelector("[data-keep]"));
    items.push(item);
    places.push(...sections(copy, html));
  }
  list.replaceChildren(...items);
  for (const item of items) if (!before.has(item.dataset.page)) panel(item.querySelector("[data-keep]"));
  if (focus !== document.body) (focus.isConnected ? focus : list.querySelector("a") ?? root).focus();
  search();
}

// Every word asked for stands somewhere in a place, accents or not.
function search() {
  const asked = fold(field.value).split(/\s+/).filter(Boolean);
  const longest = asked.reduce((one, other) => (other.length > one.length ? other : one), "");
  const hits = asked.join("").length > 1 ? places.filter(({ folded }) => asked.every((word) => folded.includes(word))) : [];
  results.replaceChildren(...hits.slice(0, MOST).map((place) => {
    const item = part("hit").content.firstElementChild.cloneNode(true);
    const link = item.querySelector("a");
    [link.href, link.lang] = [place.url, place.lang];
    link.querySelector("b").textContent = place.name;
    link.querySelector("small").append(...around(place.text, longest));
    return item;
  }));
  if (asked.length) told.textContent = words.found.replace("%(count)s", hits.length);
}

// The words around the first hit, which is marked; the start where there is none, or where letters fall apart when folded.
function around(text, word) {
  const folded = fold(text);
  const starts = folded.length === text.length ? [` ${folded}`.indexOf(` ${word}`), folded.indexOf(word)] : [];
  const at = starts.find((start) => start >= 0) ?? -1;
  if (at < 0) return [text.slice(0, 100)];
  const [from, end] = [Math.max(0, at - 40), at + word.length];
  const mark = document.createElement("mark");
  mark.textContent = text.slice(at, end);
  return [(from ? "…" : "") + text.slice(from, at), mark, `${text.slice(end, end + 80)}…`];
}

// One after the other: each show takes over the panels of the one before.
let shown = Promise.resolve();
const refresh = () => { shown = shown.then(show).catch(() => { [none.hidden, none.textContent] = [false, words.unable]; }); };
field.addEventListener("input", () => { told.textContent = ""; search(); });
seek.addEventListener("submit", (event) => event.preventDefault());
onChange(refresh);
refresh();
