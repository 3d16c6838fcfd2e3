// What a reader did in the courses, kept on this device alone. Whatever isn't as it must be is as if it weren't there.
const KEY = "courses";
const COUNTRY = "destination";
const texts = (value) => (Array.isArray(value) ? value.filter((text) => typeof text === "string") : []);
const each = (value, sound) => Object.fromEntries(Object.entries(Object(value)).map(([name, inner]) => [name, sound(inner)]));
const sound = (kept) => {
  const { read, answers, ready } = Object(kept);
  return { read: each(read, texts), answers: each(answers, (module) => each(module, texts)), ready: texts(ready) };
};

function all() { try { return each(JSON.parse(localStorage.getItem(KEY)), sound); } catch { return {}; } }

// What was done in one course: {read: {module: [lesson]}, answers: {module: {question: [value]}}, ready: [statement]}.
export function done(course) { return all()[course] ?? sound(null); }

export function keep(course, state) {
  try { localStorage.setItem(KEY, JSON.stringify({ ...all(), [course]: state })); } catch { /* the page works on, it only forgets */ }
}

export function destination() { try { return localStorage.getItem(COUNTRY) ?? ""; } catch { return ""; } }
export function travel(country) { try { localStorage.setItem(COUNTRY, country); } catch { /* as above */ } }

export function toggled(list, name, on) { return [...list.filter((other) => other !== name), ...(on ? [name] : [])]; }
export function put(pattern, values) { return pattern.replace(/%\((\w+)\)s/g, (_, name) => String(values[name])); }
