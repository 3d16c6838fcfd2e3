// Keeps a kit on this device: all of it and verified, or nothing. The service worker (sw.js) shows the copy where there is no network.
// A copy is a cache named "kit PAGE VERSION"; its manifest is put last, so that without it a cache is no copy.
const MANIFEST = "offline.json";
const STALLED = 30000; // ms without a byte
const UNITS = [[1e9, "gigabyte"], [1e6, "megabyte"], [1e3, "kilobyte"]];
const changed = new EventTarget(); // says "kept" when copies changed, here or in another tab
const others = "BroadcastChannel" in window && new BroadcastChannel("kept");
if (others) others.onmessage = () => changed.dispatchEvent(new Event("kept"));

// Something to tell the reader: the key of its words, and the sizes in them.
class Trouble extends Error {
  constructor(key, values) { super(key); this.values = values; }
}
const lost = () => { throw new Trouble("lost"); };
const isGone = ({ status }) => status === 404 || status === 410;
const get = (url, options) => fetch(url, { cache: "no-cache", headers: { "X-Keep": "1" }, ...options }).catch(lost);
const sum = (files) => files.reduce((bytes, file) => bytes + file.bytes, 0);
const filesOf = (manifest, withPdf) => (withPdf && manifest.pdf ? [...manifest.files, manifest.pdf] : manifest.files);

export const onChange = (work) => changed.addEventListener("kept", work);
export const nameOf = ({ page, version }) => `kit ${page} ${version}`;

// The copies on this device, of one page where it is named: manifests, with the moment of keeping and whether the PDF is there.
// Where nobody else keeps anything (``tidy``), what a closed tab left unfinished goes.
export async function kept(page, tidy) {
  const found = new Map();
  for (const name of await caches.keys()) {
    const [what, of] = name.split(" ");
    if (what !== "kit" || (page && of !== page)) continue;
    const manifest = await (await caches.open(name)).match(of + MANIFEST);
    if (manifest) found.set(of, await manifest.json());
    else if (tidy) await caches.delete(name);
  }
  return [...found.values()];
}

export async function remove(page, except) {
  for (const name of await caches.keys()) if (name.startsWith(`kit ${page} `) && name !== except) await caches.delete(name);
  changed.dispatchEvent(new Event("kept"));
  if (others) others.postMessage(page);
}

// What the site has now for a page, wherever it moved. A page that was withdrawn takes its copy with it.
async function offered(page) {
  const answer = await get(page + MANIFEST);
  if (answer.ok) return answer.json();
  const now = isGone(answer) ? await get(page, { method: "HEAD" }) : lost();
  const { pathname } = new URL(now.url);
  if (now.ok && pathname !== page) return offered(pathname);
  if (!isGone(now)) lost();
  await remove(page);
  throw new Trouble("gone");
}

// The whole of a file, checked against its digest; arrived(bytes) is told of each piece.
async function download({ url, sha256 }, arrived) {
  const control = new AbortController();
  let timer;
  const wait = () => { clearTimeout(timer); timer = setTimeout(() => control.abort(), STALLED); };
  wait();
  try {
    const answer = await get(url, { signal: control.signal });
    if (!answer.ok) throw new Trouble(isGone(answer) ? "changed" : "lost");
    const pieces = [];
    for (const reader = answer.body.getReader(); ;) {
      const { done, value } = await reader.read().catch(lost);
      if (done) break;
      wait();
      pieces.push(value);
      arrived(value.length);
    }
    const body = await new Blob(pieces).arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
    if (Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") !== sha256) throw new Trouble("changed");
    const headers = new Headers(answer.headers);
    for (const name of ["Content-Encoding", "Content-Length", "Vary"]) headers.delete(name); // they were about the way here
    return new Response(body, { headers });
  } finally {
    clearTimeout(timer);
  }
}

// What isn't here yet: unchanged files are taken over from the former copy.
function missing(files, copy) {
  const here = new Set(copy && filesOf(copy, copy.withPdf).map(({ url, sha256 }) => url + sha256));
  return files.filter(({ url, sha256 }) => !here.has(url + sha256));
}

async function free() {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  return quota === undefined ? Infinity : Math.max(0, quota - usage);
}

// Keeps what the site has now for a page instead of the copy of it, of which nothing changes until the new one is whole.
async function save(page, withPdf, progress) {
  const manifest = await offered(page);
  const [copy] = (await kept(null, true)).filter((one) => one.page === page);
  const [name, former] = [nameOf(manifest), copy && nameOf(copy)];
  const files = filesOf(manifest, withPdf);
  const wanted = missing(files, copy);
  const [size, room] = [sum(wanted), await free()];
  if (room < size) throw new Trouble("full", { size, room });
  await navigator.storage?.persist?.();
  const cache = await caches.open(name);
  try {
    let done = 0;
    for (const file of files) {
      const here = wanted.includes(file) ? null : await (await caches.open(former)).match(file.url);
      await cache.put(file.url, here || (await download(file, (bytes) => progress((done += bytes) / size))));
    }
    const copied = { ...manifest, withPdf: withPdf && !!manifest.pdf, saved: Date.now() };
    await cache.put(manifest.page + MANIFEST, new Response(JSON.stringify(copied)));
  } catch (error) {
    if (name !== former) await caches.delete(name);
    throw error;
  }
  const urls = new Set([...files.map(({ url }) => url), manifest.page + MANIFEST]);
  for (const request of await cache.keys()) if (!urls.has(new URL(request.url).pathname)) await cache.delete(request);
  await remove(manifest.page, name);
  if (manifest.page !== page) await remove(page);
}

// One tab at a time.
const alone = (work) => (navigator.locks ? navigator.locks.request("keep", { ifAvailable: true }, (lock) => {
  if (!lock) throw new Trouble("busy");
  return work();
}) : work());

// Makes a panel work: what keeping takes, a button for it, how far it is, what is kept, a newer version, and how to be rid of it.
export async function panel(root) {
  const { keep: page } = root.dataset;
  const { lang } = root.closest("[lang]");
  const words = JSON.parse(root.closest("[data-words]").dataset.words);
  const [state, status, keepButton, removeButton, pdf, pdfSize, bar] = ["state", "status", "keep", "remove", "pdf", "pdf-size", "bar"].map(
    (name) => root.querySelector(`[data-part=${name}]`),
  );
  let [copy, now] = [null, null];

  const size = (bytes) => {
    const [one, unit] = UNITS.find(([least]) => bytes >= least) ?? UNITS[2];
    return new Intl.NumberFormat(lang, { style: "unit", unit, maximumFractionDigits: one < 1e6 ? 0 : 1 }).format(Math.max(bytes / one, 1));
  };
  const day = (moment) => new Intl.DateTimeFormat(lang, { dateStyle: "long" }).format(moment);
  const say = (key, values) => words[key].replace(/%\((\w+)\)s/g, (_, name) => (name === "date" ? day : size)(values[name]));
  const tell = (error) => {
    const key = error instanceof Trouble ? error.message : error.name === "QuotaExceededError" ? "full" : "unable";
    status.textContent = say(key === "full" && !error.values ? "noRoom" : key, error.values);
    return key;
  };

  async function show() {
    [copy] = await kept(page);
    const newer = copy && now && now.version !== copy.version;
    const todo = now ? missing(filesOf(now, pdf.checked), copy) : [];
    const room = await free();
    state.textContent = [
      copy && say("kept", { date: copy.saved, size: sum(filesOf(copy, copy.withPdf)) }),
      newer && say("newer", { size: sum(todo) }),
      todo.length > 0 && !newer && say("size", { size: sum(todo) }),
      todo.length > 0 && room < Infinity && say("room", { room }),
    ].filter(Boolean).join(" ");
    keepButton.textContent = copy ? words.update : words.keep;
    keepButton.hidden = !now || (!!copy && !newer && pdf.checked === copy.withPdf);
    removeButton.hidden = !copy;
    pdf.closest("label").hidden = !now?.pdf;
    if (now?.pdf) pdfSize.textContent = say("pdf", { size: now.pdf.bytes });
    if (newer) root.open = true;
  }

  let busy = false; // not "disabled": a button that has the focus would lose it
  async function act(work, done) {
    if (busy) return;
    busy = true;
    status.textContent = "";
    try {
      await work();
      status.textContent = words[done];
    } catch (error) {
      tell(error);
    }
    busy = false;
    bar.hidden = true;
    await show().catch(tell);
  }

  keepButton.addEventListener("click", () => act(async () => {
    bar.hidden = false;
    bar.value = 0;
    await navigator.serviceWorker.register("/sw.js");
    await alone(() => save(page, pdf.checked, (part) => { bar.value = part; }));
    [now] = await kept(page);
  }, "done"));
  removeButton.addEventListener("click", () => act(() => remove(page), "removed"));
  pdf.addEventListener("change", show);
  onChange(() => show().catch(tell));

  try {
    if (!navigator.serviceWorker) throw new Trouble("unable");
    [copy] = await kept(page);
    pdf.checked = !!copy?.withPdf;
    await show();
    now = await offered(page);
    await show();
  } catch (error) {
    if (tell(error) === "lost" && copy) status.textContent = ""; // without network the copy is what there is
    if (copy) await show();
  }
}
