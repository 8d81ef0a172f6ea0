// The language switch, the section toggles, the offer of the English page, and the
// loader of the replay.
// Each works on a plain link, which stays good where this module doesn't run.

import { documentAt } from "./documents.js";
import "./runs.js";
import "./tabs.js";

// --- The switch in the header -------------------------------------------

/** Returns the heading that the reader is at: none above the first h2. */
function currentHeading() {
  const headings = document.querySelectorAll("article :is(h2, h3, h4, h5, h6)[id]");
  const above = (each) => each.getBoundingClientRect().top < innerHeight / 4;
  return scrollY > 0 ? [...headings].findLast(above) : undefined;
}

/** Points the switch at the twin of this page; instant navigation keeps the header. */
function pointSwitch() {
  const link = document.querySelector(".switch");
  const twin = document.querySelector("main a.twin");
  if (link && twin) link.href = twin.href.split("#")[0];
}

function carryHeading(event) {
  const link = event.target.closest?.(".switch");
  if (link) link.hash = currentHeading()?.id ?? "";
}
addEventListener("click", carryHeading, true);
addEventListener("auxclick", carryHeading, true);

// --- The toggle beside each heading ---------------------------------------

const swaps = new WeakMap(); // toggle → promise of its pairs of elements

/** Returns what belongs to a heading itself: all up to the next heading. */
function section(heading) {
  const blocks = [];
  let next = heading.nextElementSibling;
  for (; next && !/^H[1-6]$/.test(next.tagName); next = next.nextElementSibling) {
    blocks.push(next);
  }
  return blocks;
}

// The same in both languages: stays in place, with its buttons and chosen tab.
const NEUTRAL = "div.highlight, .tabbed-labels";

/** Adds to `pairs` the elements to exchange; throws where the twins differ. */
function pairUp(here, there, pairs) {
  const table = here.matches(".md-typeset__scrollwrap") && here.querySelector("table");
  here = table || here; // Material has wrapped it
  if (here.tagName !== there.tagName) throw new Error("the twins differ");
  if (here.matches(NEUTRAL)) return;
  if (here.querySelector(NEUTRAL) && !hasText(here)) {
    pairAll(children(here), children(there), pairs);
  } else if (here.tagName !== "INPUT") {
    pairs.push([here, there]);
  }
}

/** Returns whether words stand in an element itself, beside its children. */
function hasText(element) {
  return [...element.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && node.data.trim(),
  );
}

/** Returns the children that the build made; Material adds buttons to tabs of pages. */
function children(element) {
  return [...element.children].filter((each) => !each.matches(".tabbed-control"));
}

function pairAll(here, there, pairs) {
  if (here.length !== there.length) throw new Error("the twins differ");
  for (const [index, each] of here.entries()) pairUp(each, there[index], pairs);
}

/** Returns a node of the twin page made fit for this one. */
function settle(node, address, language) {
  const copy = document.importNode(node, true);
  copy.lang = language;
  for (const each of [copy, ...copy.querySelectorAll("[href], [src]")]) {
    for (const name of ["href", "src"]) {
      const value = each.getAttribute(name);
      if (value && !value.startsWith("#")) {
        each.setAttribute(name, new URL(value, address));
      }
    }
  }
  return copy;
}

/** Returns the words of a heading, wrapped, without its two links. */
function wrapWords(heading) {
  const words = document.createElement("span");
  const links = (node) => node.matches?.(".headerlink, .twin");
  words.append(...[...heading.childNodes].filter((node) => !links(node)));
  heading.prepend(words);
  return words;
}

/** Returns a promise of the pairs that a toggle exchanges. */
async function prepare(toggle) {
  const address = toggle.href.split("#")[0];
  const twin = await documentAt(address);
  const here = toggle.closest("h1, h2, h3, h4, h5, h6");
  const there = twin.getElementById(here.id);
  const pairs = [];
  pairAll(section(here), section(there), pairs);
  pairs.unshift([wrapWords(here), wrapWords(there)]);
  return pairs.map(([own, other]) => [own, settle(other, address, toggle.lang)]);
}

async function swap(toggle) {
  if (!swaps.has(toggle)) swaps.set(toggle, prepare(toggle));
  let pairs;
  try {
    pairs = await swaps.get(toggle);
  } catch {
    swaps.delete(toggle);
    location.href = toggle.href;
    return;
  }
  const pressed = toggle.getAttribute("aria-pressed") === "true";
  for (const [own, other] of pairs) {
    if (pressed) other.replaceWith(own);
    else own.replaceWith(other);
  }
  toggle.setAttribute("aria-pressed", String(!pressed));
  dispatchEvent(new Event("swapped")); // the replay looks for new timelines
}

addEventListener("click", (event) => {
  const toggle = event.target.closest?.("a.twin");
  if (!toggle || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  swap(toggle);
});
addEventListener("keydown", (event) => {
  const toggle = event.target.closest?.("a.twin");
  if (!toggle || event.key !== " ") return;
  event.preventDefault(); // a button is pressed by the space bar too
  swap(toggle);
});

function makeToggles() {
  for (const link of document.querySelectorAll("a.twin:not([role])")) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-pressed", "false");
  }
}

// --- By what a listing was verified -----------------------------------------

/** Closes what is open, except around `kept`. */
function closeVerified(kept) {
  for (const each of document.querySelectorAll(".verified[open]")) {
    if (!each.contains(kept)) each.open = false;
  }
}
addEventListener("click", (event) => closeVerified(event.target));
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  closeVerified(null);
  const hovered = document.querySelector(".verified:hover");
  hovered?.classList.add("dismissed");
  hovered?.addEventListener(
    "pointerleave",
    () => hovered.classList.remove("dismissed"),
    { once: true },
  );
});

// --- The offer of the English page -----------------------------------------

const ANSWERED = "multiprocessing.offer";

function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
function store(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    /* then it is asked again */
  }
}

function prefersEnglish() {
  const first = navigator.languages.find((each) => /^(en|zh)\b/i.test(each));
  return /^en/i.test(first ?? "");
}

function offer() {
  const line = document.querySelector(".offer");
  if (!line || stored(ANSWERED) || !prefersEnglish()) return;
  line.hidden = false;
  line.addEventListener("click", (event) => {
    if (!event.target.closest("a, button")) return;
    store(ANSWERED, "yes");
    line.hidden = true;
  });
}

// --- Timelines and outcomes, and the replay ---------------------------------------------

// Once: it looks at the figures that are drawn later, and at other pages, by itself. A
// reader who leaves meanwhile has no need of it.
const bringReplay = () => import("./replay/replay.js").catch(() => {});
addEventListener("drawn", bringReplay, { once: true });

// --- What Material leaves to be desired ---------------------------------------

/** The copy button of each listing is no landmark of the page. */
function demoteCodeButtons() {
  for (const nav of document.querySelectorAll("nav.md-code__nav")) {
    nav.setAttribute("role", "none");
  }
}

let excerpts; // what search.js sends after the results

/** Who goes to the search is going to type: its index comes meanwhile. */
addEventListener("focusin", ({ target }) => {
  if (excerpts || !target.matches(".md-search__input")) return;
  fetch(new URL("../search/index.json", import.meta.url)).catch(() => {});
  excerpts = new BroadcastChannel("excerpts");
  excerpts.addEventListener("message", ({ data }) => {
    for (const [id, part] of data) {
      const room = document.getElementById(id); // another tab's isn't here
      if (room) room.innerHTML = part;
    }
  });
});

/** The search looks at its field when a key is released; who pastes with the mouse releases
 * none. */
addEventListener("input", ({ target }) => {
  if (target.matches(".md-search__input")) target.dispatchEvent(new Event("keyup"));
});

/** A table too wide for the page scrolls; the keyboard must reach it. */
function reachTables() {
  for (const wrap of document.querySelectorAll(".md-typeset__scrollwrap")) {
    if (wrap.scrollWidth > wrap.clientWidth) wrap.tabIndex = 0;
    else wrap.removeAttribute("tabindex");
  }
}
addEventListener("resize", reachTables);

// Material's document$ speaks once at the start and after each instant navigation.
document$.subscribe(() => {
  pointSwitch();
  makeToggles();
  offer();
  demoteCodeButtons();
  reachTables();
});
