// What a listing shows of its snippet's runs: drawings, steps and outcomes. They stand on
// a page of their own, runs/….html, and are brought when a reader is near or asks.

const pages = new Map(); // address of a page of runs → promise of its document

/** Returns a promise of the part that a link leads to, fetched once. */
async function part(link) {
  const [address, id] = link.href.split("#");
  if (!pages.has(address)) {
    const fetched = fetch(address).then(async (response) => {
      if (!response.ok) throw new Error(`${response.status} ${address}`);
      return new DOMParser().parseFromString(await response.text(), "text/html");
    });
    fetched.catch(() => pages.delete(address));
    pages.set(address, fetched);
  }
  return (await pages.get(address)).getElementById(id);
}

const linkOf = (figure) => figure.querySelector(".timeline-words > a");

/** Puts the drawing into a figure, which has its size already. */
async function draw(figure) {
  const svg = figure.querySelector(".timeline-drawing");
  if (svg.firstChild || !linkOf(figure)) return;
  const there = (await part(linkOf(figure))).querySelector(".timeline-drawing");
  if (svg.firstChild) return;
  svg.append(...document.importNode(there, true).childNodes);
  figure.dispatchEvent(new Event("drawn", { bubbles: true })); // the replay has its button
}

/** Puts the steps in words in place of the link to them. */
export async function tell(figure) {
  const link = linkOf(figure);
  if (!link) return;
  const there = (await part(link)).querySelector(".timeline-steps");
  if (link.isConnected) link.replaceWith(document.importNode(there, true));
}

/** Puts the table of outcomes in place of the link to it. */
async function prove(details) {
  const link = details.querySelector('.proof a[href*="runs/"]');
  if (!link) return;
  const there = (await part(link)).querySelector("table");
  if (link.isConnected) link.replaceWith(document.importNode(there, true));
}

/** What the page itself has to do comes first. */
const whenIdle = globalThis.requestIdleCallback ?? setTimeout;

/** A link that can't be followed here stays, to be followed by the reader. */
const quietly = (promise) => promise.catch(() => {});

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      whenIdle(() => quietly(draw(target)));
    }
  },
  { rootMargin: "100%" },
);

/** Watches the figures of a page; one in a tab that isn't open waits for it. */
function watch() {
  for (const figure of document.querySelectorAll("figure.timeline"))
    near.observe(figure);
}

/** Looks at what a reader opens, or is about to. */
function look(event) {
  const details = event.target.closest?.("details");
  if (details?.matches(".verified")) quietly(prove(details));
  else if (details?.matches(".timeline-words") && details.open) {
    quietly(tell(details.closest("figure")));
  }
}
addEventListener("toggle", look, true);
addEventListener("pointerover", look);
addEventListener("focusin", look);

/** Draws all for the paper: it is taken as it is when this returns. */
function drawAll() {
  for (const figure of document.querySelectorAll("figure.timeline")) {
    const svg = figure.querySelector(".timeline-drawing");
    if (svg.firstChild || !linkOf(figure)) continue;
    const [address, id] = linkOf(figure).href.split("#");
    const request = new XMLHttpRequest();
    request.open("GET", address, false);
    try {
      request.send();
    } catch {
      continue;
    }
    const there = new DOMParser().parseFromString(request.responseText, "text/html");
    const drawing = there.getElementById(id)?.querySelector(".timeline-drawing");
    if (drawing) svg.append(...document.importNode(drawing, true).childNodes);
  }
}
addEventListener("beforeprint", drawAll);

document$.subscribe(watch); // at once, and after each instant navigation
addEventListener("swapped", watch); // a toggle has brought in other figures
