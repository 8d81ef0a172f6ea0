// A service worker: what a reader has seen works without a network. It is served from the
// root of the site and is registered once the machine has been loaded. The network comes
// first, so nobody reads an old page while there is one.
//
// In:   { keep: [addresses] }: what the page had loaded before this worker was there
const CACHE = "pages";
const MACHINE = /\/lab\/built\/state/; // machine.js keeps it

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("message", (event) => {
  const add = (cache) => event.data.keep.map((address) => cache.add(address));
  event.waitUntil(caches.open(CACHE).then((cache) => Promise.allSettled(add(cache))));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const here = request.url.startsWith(registration.scope);
  if (request.method !== "GET" || !here || MACHINE.test(request.url)) return;
  event.respondWith(answer(request));
});

async function answer(request) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    // Waited for, since the browser may end a worker that has answered.
    if (response.ok) await cache.put(request, response.clone()).catch(() => {});
    return response;
  } catch (error) {
    const kept = await cache.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}
