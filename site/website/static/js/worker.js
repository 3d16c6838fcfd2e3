// Registers the service worker, and loads what keeps a kit once a reader wants it or has a copy. Pages work the same without it.
const panel = document.querySelector("[data-keep]");
const start = async () => (await import("./keep.js")).panel(panel);
const isKept = async () => (await caches.keys()).some((name) => name.startsWith(`kit ${panel.dataset.keep} `));

if (panel) {
  panel.hidden = false;
  panel.addEventListener("toggle", start, { once: true });
  if ("caches" in window) isKept().then((kept) => kept && start(), () => {});
}
if ("serviceWorker" in navigator) addEventListener("load", async () => {
  try {
    await navigator.serviceWorker.register("/sw.js");
    navigator.serviceWorker.controller?.postMessage("look"); // whether what is kept may still be read
  } catch { /* a private window or a full disk: the site works as any other */ }
});
