{# The service worker. Needs settings: shell (name of its cache), files, offline (language to page), usual (language), manifest (name), as JSON. #}
// Shows what a reader kept where there is no network. It keeps nothing but the shell below: static/js/keep.js keeps kits, each in a cache of its
// own named "kit PAGE VERSION", whole once its manifest is there. What passes through is never kept.
const { shell, files, offline, usual, manifest } = {{ settings|safe }};
const PATIENCE = 3000; // ms for the network before a copy is shown
const DAY = 24 * 60 * 60 * 1000;
const APART = /^\/(admin|graphql|documents)\//;
const FOR_EVER = /^\/media\/|\.[0-9a-f]{12}\.\w+$/; // names that change with what is in them

addEventListener("install", (event) => event.waitUntil((async () => {
  const cache = await caches.open(shell);
  await cache.addAll(files.map((url) => new Request(url, { cache: FOR_EVER.test(url) ? "default" : "reload" })));
  await skipWaiting(); // pages don't depend on which worker serves them
})()));

addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("shell ") && name !== shell) await caches.delete(name);
  await registration.navigationPreload?.enable();
  await clients.claim();
})()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || APART.test(pathname) || request.headers.has("X-Keep")) return;
  if (request.mode === "navigate") event.respondWith(shown(event, pathname));
  else if (/^\/(static|media)\//.test(pathname)) event.respondWith(file(request, pathname));
});
addEventListener("message", (event) => event.data === "look" && event.waitUntil(look()));

async function shown(event, path) {
  const network = (async () => (await event.preloadResponse) || fetch(event.request))();
  event.waitUntil(network.then((answer) => gone(answer) && withdraw(path), () => {}));
  const early = await Promise.race([network.catch(() => null), new Promise((go) => setTimeout(go, PATIENCE))]);
  if (early && early.status < 500) return early;
  const copy = await kept(path);
  if (copy || early) return copy || early;
  try {
    return await network; // slow, but there is nothing else to show
  } catch {
    const language = [path.split("/")[1], ...navigator.languages.map((name) => name.slice(0, 2)), usual].find((name) => offline[name]);
    return (await caches.match(offline[language])) || Response.error();
  }
}

async function file(request, path) {
  const copy = await caches.match(path);
  if (copy && FOR_EVER.test(path)) return part(copy, request);
  try {
    return await fetch(request);
  } catch (lost) {
    const other = copy || (await standIn(path));
    if (other) return part(other, request);
    throw lost;
  }
}

// Safari plays a recording only where it gets the part that it asks for.
async function part(answer, request) {
  const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("Range"));
  if (!asked) return answer;
  const body = await answer.blob();
  const [first, last] = [Number(asked[1]), Math.min(Number(asked[2] || Infinity), body.size - 1)];
  const headers = { "Content-Type": answer.headers.get("Content-Type"), "Content-Range": `bytes ${first}-${last}/${body.size}` };
  return new Response(body.slice(first, last + 1), { status: 206, headers });
}

// The whole kits, the newest first: their page and their cache.
async function whole() {
  const found = [];
  for (const name of (await caches.keys()).reverse()) {
    const [what, page] = name.split(" ");
    if (what !== "kit") continue;
    const cache = await caches.open(name);
    if (await cache.match(page + manifest)) found.push({ page, cache });
  }
  return found;
}

// The kept copy of a page or of its PDF.
async function kept(path) {
  const kit = (await whole()).find(({ page }) => page === path.replace(/[^/]*$/, ""));
  return kit?.cache.match(path);
}

// The size of a picture that was kept, where another was asked for.
async function standIn(path) {
  for (const { page, cache } of await whole()) {
    const { files } = await (await cache.match(page + manifest)).json();
    const other = files.find(({ insteadOf }) => insteadOf?.includes(path));
    if (other) return cache.match(other.url);
  }
}

const gone = ({ status }) => status === 404 || status === 410;

async function withdraw(page) {
  for (const name of await caches.keys()) if (name.startsWith(`kit ${page} `)) await caches.delete(name);
}

// Asks the site about all kept kits, once a day at most in a worker's life: what was withdrawn must not live on here. An address that leads
// elsewhere now is no withdrawal.
let looked = 0;
async function look() {
  if (Date.now() - looked < DAY) return;
  looked = Date.now();
  for (const { page } of await whole()) {
    try {
      if (gone(await fetch(page, { method: "HEAD", cache: "no-store" }))) await withdraw(page);
    } catch {
      return; // no network
    }
  }
}
