// The player of a figure: at which step it is, and whether it plays. What it shows, its
// parts show: each has show(index), remove(), and place() if it must follow the layout.
import { Controls, Hand } from "./controls.js";
import { wordsFor } from "./elements.js";
import { Marks } from "./marks.js";
import { Transcript } from "./transcript.js";

let current = null; // the one that is open; there is one at a time
let speed = 1; // stays as chosen for the next one

/** Opens the player of a figure; it plays at once. */
export function open(figure) {
  current?.close();
  current = new Player(figure);
}

class Player {
  constructor(figure) {
    this.figure = figure;
    this.listing = figure.closest(".listing");
    this.words = wordsFor(figure);
    this.steps = readSteps(figure);
    this.last = this.steps.length - 1;
    this.now = 0;
    this.timer = 0; // of the next step; 0 when paused
    this.stop = new AbortController(); // ends all that listens beyond the player

    figure.classList.add("replaying");
    this.controls = new Controls(this);
    this.parts = [
      new Marks(this.listing.querySelector(".language-python code"), this.steps),
      new Transcript(figure, this.steps),
      new Hand(this),
      this.controls,
    ];
    const settle = () => this.settle();
    const { signal } = this.stop;
    addEventListener("scroll", settle, { capture: true, passive: true, signal });
    addEventListener("resize", settle, { signal });
    const resized = new ResizeObserver(settle);
    resized.observe(figure);
    signal.addEventListener("abort", () => resized.disconnect());

    this.play(0);
    this.controls.play.focus({ preventScroll: true });
    reveal(this.listing);
  }

  get playing() {
    return this.timer !== 0;
  }

  get speed() {
    return speed;
  }

  set speed(value) {
    speed = value;
    if (this.playing) this.play(this.now);
  }

  /** Plays from a step to the end. */
  play(index) {
    this.halt();
    if (index < this.last) {
      const pause = pauseBetween(this.steps[index], this.steps[index + 1]);
      this.timer = setTimeout(() => this.play(index + 1), pause / speed);
    }
    this.show(index);
  }

  /** Goes to a step, or to the nearest that there is, and stays there. */
  go(index) {
    this.halt();
    this.show(Math.min(Math.max(index, 0), this.last));
  }

  toggle() {
    if (this.playing) this.go(this.now);
    else this.play(this.now < this.last ? this.now : 0);
  }

  /** Goes to the step nearest to a place in the drawing. */
  seek(at) {
    this.go(nearest(this.steps, at));
    this.controls.group.focus({ preventScroll: true }); // the keys now work
  }

  halt() {
    clearTimeout(this.timer);
    this.timer = 0;
  }

  show(index) {
    this.steps[this.now].item.removeAttribute("aria-current");
    this.steps[index].item.setAttribute("aria-current", "step");
    this.now = index;
    for (const part of this.parts) part.show(index);
  }

  /** Follows the layout. A figure that another tab or language has replaced has no
   * player. */
  settle() {
    if (!this.figure.checkVisibility()) this.close();
    else for (const part of this.parts) part.place?.();
  }

  close() {
    this.halt();
    this.stop.abort();
    this.steps[this.now].item.removeAttribute("aria-current");
    for (const part of this.parts) part.remove();
    this.figure.classList.remove("replaying");
    current = null;
  }

  closeByHand() {
    this.close();
    this.figure.querySelector(".replay-open").focus({ preventScroll: true });
  }
}

/** Returns the steps of a figure, in their order. */
function readSteps(figure) {
  const lanes = figure.querySelectorAll(".timeline-drawing > g[class^=lane-]");
  return [...figure.querySelectorAll(".timeline-steps > li")].map((item) => ({
    item,
    ms: Number(item.dataset.ms),
    at: Number(item.dataset.at), // of the drawing's width, in percent
    lane: Number(item.dataset.lane),
    tone: `var(--${lanes[item.dataset.lane].getAttribute("class")})`, // as it is drawn
    name: item.querySelector("b").textContent,
    line: Number(item.dataset.line ?? 0), // 0: in none of the program's lines
    kind: item.dataset.kind,
    text: item.dataset.text,
  }));
}

/** Returns the index of the step that is nearest to a place in the drawing. */
function nearest(steps, at) {
  const distances = steps.map((step) => Math.abs(step.at - at));
  return distances.indexOf(Math.min(...distances));
}

/** Returns for how long a step is shown before the next one, in milliseconds: real gaps
 * reach from microseconds to seconds, so their logarithm counts. */
function pauseBetween(step, next) {
  const gap = Math.max(0, next.ms - step.ms);
  return Math.min(1500, 250 + (1250 * Math.log10(1 + gap)) / 3);
}

/** Scrolls to a listing: to all of it, or to the beginning of its program. */
function reveal(listing) {
  const { top, bottom } = listing.getBoundingClientRect();
  const head = document.querySelector(".md-header")?.offsetHeight ?? 0;
  const fits = bottom - top < innerHeight - head;
  if (top < head) scrollBy(0, top - head - 8);
  else if (fits && bottom > innerHeight) scrollBy(0, bottom - innerHeight + 8);
}
