// What the reader moves the replay by: buttons, a slider, keys; and the drawing.
import { icon, make } from "./elements.js";

const ACTIONS = {
  first: (player) => player.go(0),
  back: (player) => player.go(player.now - 1),
  play: (player) => player.toggle(),
  forward: (player) => player.go(player.now + 1),
  last: (player) => player.go(player.last),
  close: (player) => player.closeByHand(),
};
const KEYS = {
  " ": "play",
  k: "play",
  ArrowLeft: "back",
  ArrowRight: "forward",
  Home: "first",
  End: "last",
  Escape: "close",
};

/** The panel below the drawing, which also says the step in words. */
export class Controls {
  constructor(player) {
    const { figure, last, words } = player;
    this.player = player;
    this.play = this.makeButton("play");
    this.range = make("input", {
      class: "replay-range",
      type: "range",
      min: 0,
      max: last,
      step: 1,
      "aria-label": words("position"),
    });
    this.range.addEventListener("input", () => player.go(this.range.valueAsNumber));
    this.said = make("p", { class: "replay-words" });
    this.panel = make("div", { class: "replay-panel" }, [
      make("div", { class: "replay-bar" }, [
        this.makeButton("first"),
        this.makeButton("back"),
        this.play,
        this.makeButton("forward"),
        this.range,
        this.makeSpeeds(),
        this.makeButton("close"),
      ]),
      this.said,
    ]);
    this.group = make(
      "div",
      {
        class: "replay-place",
        role: "group",
        "aria-label": words("group", { method: figure.dataset.method }),
        tabindex: -1,
      },
      [this.panel],
    );
    this.group.addEventListener("keydown", (event) => this.press(event));
    figure.querySelector(".replay").append(this.group);
  }

  makeButton(name) {
    const button = make("button", { class: `replay-${name}`, type: "button" });
    label(button, name, this.player.words(name));
    button.addEventListener("click", () => ACTIONS[name](this.player));
    return button;
  }

  makeSpeeds() {
    const name = this.player.words("speed");
    const options = [0.5, 1, 2, 4].map((value) =>
      make("option", { value }, [value < 1 ? "½×" : `${value}×`]),
    );
    const attributes = { class: "replay-speed", "aria-label": name, title: name };
    const select = make("select", attributes, options);
    select.value = this.player.speed;
    select.addEventListener("change", () => {
      this.player.speed = Number(select.value);
    });
    return select;
  }

  /** What is said while playing isn't read out. */
  show(index) {
    const { playing, steps, last, words } = this.player;
    const step = steps[index];
    const action = playing ? "pause" : "play";
    const position = words("step", { step: index + 1, count: steps.length });
    label(this.play, action, words(action));
    this.range.value = index;
    this.range.style.setProperty("--done", `${(index / last) * 100}%`);
    this.range.setAttribute("aria-valuetext", position);
    this.said.setAttribute("aria-live", playing ? "off" : "polite");
    this.said.style.setProperty("--tone", step.tone);
    this.said.replaceChildren(...step.item.cloneNode(true).childNodes);
  }

  /** Below a program too long for the window, the controls stay in sight. */
  place() {
    const { top, left, width } = this.player.listing.getBoundingClientRect();
    const height = this.panel.offsetHeight;
    const lower = this.group.getBoundingClientRect().top + height > innerHeight;
    const away = lower && top < innerHeight / 2;
    this.group.style.minHeight = away ? `${height}px` : "";
    this.panel.classList.toggle("docked", away);
    this.panel.style.left = away ? `${left}px` : "";
    this.panel.style.width = away ? `${width}px` : "";
  }

  press(event) {
    const { key, target } = event;
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (modified || !Object.hasOwn(KEYS, key) || needs(target, key)) return;
    event.preventDefault();
    event.stopPropagation();
    ACTIONS[KEYS[key]](this.player);
  }

  remove() {
    this.group.remove();
  }
}

/** The hand on the drawing, at the moment; a click moves it. */
export class Hand {
  constructor(player) {
    this.player = player;
    this.drawing = player.figure.querySelector("svg");
    this.hand = make("span", { class: "replay-hand", "aria-hidden": "true" });
    player.figure.append(this.hand);
    for (const type of ["click", "pointermove"]) {
      this.drawing.addEventListener(type, (event) => this.point(event), {
        signal: player.stop.signal,
      });
    }
  }

  show(index) {
    this.at = this.player.steps[index].at;
    this.hand.style.setProperty("--tone", this.player.steps[index].tone);
    this.place();
  }

  place() {
    const box = this.drawing.getBoundingClientRect();
    const around = this.player.figure.getBoundingClientRect();
    this.hand.style.left = `${box.left - around.left + (box.width * this.at) / 100}px`;
    this.hand.style.top = `${box.top - around.top}px`;
    this.hand.style.height = `${box.height}px`;
  }

  /** Goes where the reader clicks, or draws with the mouse. */
  point(event) {
    const drawn = event.pointerType === "mouse" && event.buttons === 1;
    if (event.type !== "click" && !drawn) return;
    const box = this.drawing.getBoundingClientRect();
    this.player.seek(((event.clientX - box.left) / box.width) * 100);
  }

  remove() {
    this.hand.remove();
  }
}

function label(button, name, words) {
  if (button.title === words) return;
  button.title = words;
  button.setAttribute("aria-label", words);
  button.replaceChildren(icon(name));
}

/** Returns whether a control has a use of its own for a key. */
function needs(target, key) {
  if (key === "Escape") return false;
  if (target.matches("select, a, summary")) return true;
  if (target.matches("button")) return key === " ";
  return target.matches("input") && key !== " " && key !== "k";
}
