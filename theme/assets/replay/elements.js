// What the parts of the replay are made of: elements, icons, lines of code, words.
import replay from "../words.js"; // the build writes it, from theme/words.toml

const ICONS = {
  first: "M6 6h2v12H6zm12.4 10.6L13.8 12l4.6-4.6L17 6l-6 6 6 6z",
  back: "M15.4 16.6 10.8 12l4.6-4.6L14 6l-6 6 6 6z",
  play: "M8 5v14l11-7z",
  pause: "M6 5h4v14H6zm8 0h4v14h-4z",
  forward: "M8.6 16.6 13.2 12 8.6 7.4 10 6l6 6-6 6z",
  close:
    "m19 6.4-1.4-1.4-5.6 5.6L6.4 5 5 6.4l5.6 5.6L5 17.6 6.4 19l5.6-5.6 5.6 5.6 1.4-1.4-5.6-5.6z",
};

/** Returns an element with attributes and children. */
export function make(tag, attributes = {}, children = []) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Puts each line of a block of code into a span; returns these, and what undoes it. */
export function splitLines(code, attributes) {
  const kept = [...code.childNodes];
  const lines = [make("span", attributes)];
  for (const node of kept) {
    node.textContent.split("\n").forEach((text, index) => {
      if (index) lines.push(make("span", attributes));
      const copy = node.cloneNode(false);
      copy.textContent = text;
      lines.at(-1).append(copy);
    });
  }
  code.replaceChildren(
    ...lines.flatMap((line, index) => (index ? ["\n", line] : [line])),
  );
  return { lines, restore: () => code.replaceChildren(...kept) };
}

/** Returns what gives a text by its key, its {fields} filled in, in the language in which
 * an element stands. */
export function wordsFor(element, words = replay) {
  const texts = words[languageOf(element)] ?? words.en;
  return (key, fields) => texts[key].replace(/\{(\w+)\}/g, (_, name) => fields[name]);
}

/** Returns the language in which an element stands: "zh" or "en". */
export function languageOf(element) {
  return element.closest("[lang]").lang.slice(0, 2);
}
