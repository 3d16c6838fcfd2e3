// A module on the reader's device: lessons that were read, answers checked at once, the destination. Pages work the same without it.
import { destination, done, keep, toggled, travel } from "./progress.js";

const root = document.querySelector("[data-module]");
const { course, module, right, asked, say } = JSON.parse(document.getElementById("module-data").textContent);
const state = done(course);
const one = (name, within) => within.querySelector(`[data-${name}]`);

for (const lesson of root.querySelectorAll("[data-lesson]")) {
  const box = lesson.querySelector(".lesson__done input");
  box.checked = (state.read[module] ?? []).includes(box.name);
  box.addEventListener("change", () => {
    state.read[module] = toggled(state.read[module] ?? [], box.name, box.checked);
    keep(course, state);
  });
}

class Quiz {
  constructor(element) {
    this.element = element;
    this.name = element.dataset.quiz;
    this.fields = [...element.querySelectorAll("input, select")];
    this.selected = element.querySelector("select") !== null;
    one("check", element).hidden = false;
    one("check", element).addEventListener("click", () => this.check());
    element.addEventListener("change", () => this.clear());
    element.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target.matches("input")) { event.preventDefault(); this.check(); } });
  }

  values() {
    return this.fields.filter((field) => (this.selected ? field.value : field.checked)).map((field) => field.value);
  }

  // Whether every line has a choice of its own; for a choice, whether there is one.
  isWhole(values) {
    if (!this.selected) return values.length > 0;
    const places = right[this.name].map((value) => value.split(":")[1]);
    const unique = new Set(places).size === places.length;
    const given = new Set(values.map((value) => value.split(":")[1]));
    return values.length === this.fields.length && (!unique || given.size === values.length);
  }

  check() {
    const values = this.values();
    const whole = this.isWhole(values);
    one("error", this.element).textContent = whole ? "" : this.selected ? say.each : say.choose;
    if (!whole) { this.fields.find((field) => !this.selected || !field.value)?.focus(); return; }
    this.tell(values);
    state.answers[module] = { ...state.answers[module], [this.name]: values };
    keep(course, state);
  }

  tell(values) {
    const answer = right[this.name];
    const correct = values.length === answer.length && values.every((value) => answer.includes(value));
    const verdict = one("verdict", this.element);
    const several = this.fields.some((field) => field.type === "checkbox");
    for (const option of this.element.querySelectorAll("[data-option]")) {
      const key = option.dataset.option;
      const field = option.querySelector("input, select");
      const fits = this.selected ? answer.includes(field.value) : answer.includes(key) === field.checked;
      const meant = this.selected || field.checked || (several && answer.includes(key));
      option.classList.toggle("is-right", meant && fits);
      option.classList.toggle("is-wrong", meant && !fits);
      one("why", option).hidden = !meant;
      one("mark", option).textContent = fits ? verdict.dataset.right : verdict.dataset.wrong;
    }
    verdict.hidden = false;
    verdict.classList.toggle("verdict--no", !correct);
    one("said", verdict).textContent = correct ? say.right : say.wrong;
  }

  // Another choice: what was said about the last one goes.
  clear() {
    one("error", this.element).textContent = "";
    one("verdict", this.element).hidden = true;
    for (const option of this.element.querySelectorAll("[data-option]")) {
      option.classList.remove("is-right", "is-wrong");
      one("why", option).hidden = true;
    }
  }

  restore(values) {
    for (const field of this.fields) {
      if (this.selected) field.value = values.find((value) => [...field.options].some((option) => option.value === value)) ?? "";
      else field.checked = values.includes(field.value);
    }
    const now = this.values();
    if (this.isWhole(now)) this.tell(now);
  }
}

const quizzes = [...root.querySelectorAll("[data-quiz]")].map((element) => new Quiz(element));
for (const quiz of quizzes) {
  const kept = state.answers[module]?.[quiz.name];
  if (one("verdict", quiz.element).hidden) { if (kept) quiz.restore(kept); } else { // answered by the form, before this script was there
    state.answers[module] = { ...state.answers[module], [quiz.name]: quiz.values() };
    keep(course, state);
  }
}
const form = root.querySelector(".quizzes");
if (form) {
  form.querySelector("[data-all]").hidden = true;
  form.addEventListener("submit", (event) => event.preventDefault());
}

function show(country) {
  for (const box of root.querySelectorAll("[data-country]")) {
    box.hidden = Boolean(country) && box.dataset.country !== country;
    if (country && !box.hidden) box.open = true;
  }
  for (const quiz of root.querySelectorAll("[data-countries]")) {
    quiz.hidden = quiz.disabled = Boolean(country) && !quiz.dataset.countries.split(" ").includes(country);
  }
}
const dest = root.querySelector("[data-dest]");
if (dest) {
  const { country } = dest.elements;
  const known = [...country.options].map((option) => option.value);
  if (asked && country.value) travel(country.value);
  else if (known.includes(destination())) country.value = destination();
  show(country.value);
  dest.querySelector("button").hidden = true;
  dest.addEventListener("submit", (event) => event.preventDefault());
  country.addEventListener("change", () => { travel(country.value); show(country.value); });
}
window.addEventListener("beforeprint", () => { for (const details of root.querySelectorAll("details:not([hidden])")) details.open = true; });
