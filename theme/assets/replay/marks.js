// The program: a mark on each line where a process stands.
import { make, splitLines } from "./elements.js";

export class Marks {
  constructor(code, steps) {
    this.code = code;
    this.steps = steps;
    this.program = splitLines(code);
    this.marks = make("span", { class: "replay-marks", "aria-hidden": "true" });
    code.parentElement.append(this.marks);
  }

  show(index) {
    const here = standing(this.steps.slice(0, index + 1));
    const lines = Map.groupBy(here, (step) => step.line);
    this.marks.replaceChildren(
      ...[...lines].map(([line, steps]) => makeMark(line, steps, this.steps[index])),
    );
    this.place();
  }

  place() {
    const block = this.marks.parentElement.getBoundingClientRect();
    const height = parseFloat(getComputedStyle(this.code).lineHeight);
    for (const mark of this.marks.children) {
      const line = this.program.lines[mark.dataset.line - 1];
      const words = line.getBoundingClientRect();
      mark.style.top = `${(words.top + words.bottom - height) / 2 - block.top}px`;
      mark.style.height = `${height}px`;
      const names = mark.firstChild.getBoundingClientRect();
      mark.classList.toggle("narrow", words.right > names.left);
    }
  }

  remove() {
    this.program.restore();
    this.marks.remove();
  }
}

/** Returns the latest step of each process that stands on a line, by lane. */
function standing(steps) {
  const latest = new Map();
  for (const step of steps) {
    if (step.kind !== "still") latest.set(step.lane, step); // it stays where it was
  }
  return [...latest.values()]
    .filter((step) => step.line && step.kind !== "end")
    .sort((one, other) => one.lane - other.lane);
}

/** Returns the mark of a line; `here` are the steps that processes are at on it. */
function makeMark(line, here, current) {
  const names = here.map((step) => {
    const name = make("span", { class: "replay-name" }, [step.name]);
    name.classList.toggle("waits", step.kind === "wait");
    name.style.setProperty("--tone", step.tone);
    return name;
  });
  const mark = make("span", { class: "replay-mark", "data-line": line }, [
    make("span", { class: "replay-names" }, names),
  ]);
  const main = here.includes(current) ? current : here[0];
  const part = 100 / here.length;
  const edge = here.map(
    ({ tone }, index) => `${tone} ${index * part}% ${(index + 1) * part}%`,
  );
  const allWait = here.every((step) => step.kind === "wait");
  mark.style.setProperty("--tone", main.tone);
  mark.style.setProperty("--edge", `linear-gradient(${edge})`);
  mark.classList.toggle("waits", allWait);
  mark.classList.toggle("current", main === current);
  return mark;
}
