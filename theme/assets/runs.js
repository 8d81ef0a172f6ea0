// What a listing shows of its snippet's runs: drawings, steps and outcomes. They stand on
// a page of their own, runs/….html, and are brought when a reader is near or asks.

import { documentAt, parse } from "./documents.js";

/** Returns a promise of the part that a link leads to. */
async function part(link) {
  const [address, id] = link.href.split("#");
  return (await documentAt(address)).getElementById(id);
}

const linkOf = (figure) => figure.querySelector(".timeline-words > a");

const drawingOf = (figure) => figure.querySelector(".timeline-drawing");

/** Tells whether a figure's drawing is still to be brought. */
const isEmpty = (figure) => !drawingOf(figure).firstChild && linkOf(figure);

/** Puts the drawing into a figure, which has its size already. */
async function draw(figure) {
  if (isEmpty(figure)) fill(figure, await part(linkOf(figure)));
}

function fill(figure, section) {
  if (!isEmpty(figure)) return; // brought in the meantime
  const drawing = document.importNode(drawingOf(section), true);
  drawingOf(figure).append(...drawing.childNodes);
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

/** Who chooses a tab looks at what is in it now. */
addEventListener("change", ({ target }) => {
  if (!target.matches(".tabbed-set > input")) return;
  for (const figure of target.parentElement.querySelectorAll("figure.timeline")) {
    if (figure.offsetParent) quietly(draw(figure));
  }
});

/** Draws all for the paper: it is taken as it is when this returns, so nothing can be
 * awaited. */
function drawAll() {
  const read = new Map();
  for (const figure of document.querySelectorAll("figure.timeline")) {
    if (!isEmpty(figure)) continue;
    const [address, id] = linkOf(figure).href.split("#");
    if (!read.has(address)) read.set(address, documentNow(address));
    const section = read.get(address)?.getElementById(id);
    if (section) fill(figure, section);
  }
}

/** Returns the document at `address`; none if it can't be had. */
function documentNow(address) {
  const request = new XMLHttpRequest();
  request.open("GET", address, false);
  try {
    request.send();
  } catch {
    return null;
  }
  return parse(request.responseText);
}
addEventListener("beforeprint", drawAll);

document$.subscribe(watch); // at once, and after each instant navigation
addEventListener("swapped", watch); // a toggle has brought in other figures
