{# The service worker of a site that keeps nothing any more: gives back all room and goes. Needs nothing. #}
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) await caches.delete(name);
  await registration.unregister();
})()));
