// Carries a stay to another device: behind the # of a link, which browsers never send, and as a code to scan.
const VERSION = 1;
const LONGEST = 4000; // characters: more than any stay of ours needs

export class CarryError extends Error {}

// The stay as text for a link; ticked steps by their numbers, which are shorter than their keys.
export function packed({ arrival, days, country, minor, role, plan, ticks }, steps) {
  const numbers = steps.filter((step) => ticks.includes(step.key)).map((step) => step.number);
  const text = JSON.stringify([VERSION, arrival, days, country, minor ? 1 : 0, role, plan, numbers.join(" ")]);
  return btoa(String.fromCharCode(...new TextEncoder().encode(text))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

// The stay that a text holds, checked by `sound`; throws CarryError where it isn't whole, so that nothing half is taken.
export function unpacked(text, sound, steps) {
  let found;
  try {
    if (text.length > LONGEST) throw new RangeError("too long");
    const bytes = Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
    found = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch { throw new CarryError("not readable"); }
  if (!Array.isArray(found) || found.length !== 8 || found[0] !== VERSION || typeof found[7] !== "string") throw new CarryError("another form");
  const [, arrival, days, country, minor, role, plan, numbers] = found;
  const keys = new Map(steps.map((step) => [step.number, step.key]));
  const ticked = numbers.split(" ").filter(Boolean);
  const stay = sound({ arrival, days, country, minor: minor === 1, role, plan, ticks: ticked.map((number) => keys.get(number)) });
  const whole = stay.arrival === arrival && stay.days === days && stay.country === country && stay.role === role && stay.plan === plan;
  if (!whole || ![0, 1].includes(minor) || stay.ticks.length !== ticked.length) throw new CarryError("not a stay");
  return stay;
}

// The text as a code to scan, an SVG element; `address` is that of the module that draws, loaded when first needed.
export async function drawn(text, address) {
  const { encode } = await import(address);
  const { data, size } = encode(text, { ecc: "L", border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : []))).join("");
  const make = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const svg = make("svg", { viewBox: `0 0 ${size} ${size}`, "shape-rendering": "crispEdges", "aria-hidden": "true" });
  svg.append(make("path", { d: `M0 0h${size}v${size}H0z`, fill: "#fff" }), make("path", { d: path, fill: "#000" }));
  return svg;
}
