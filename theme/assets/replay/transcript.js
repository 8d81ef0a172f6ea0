// The transcript: line by line, as printed.
import { make, splitLines } from "./elements.js";

/** The transcript that was printed in the run of a figure; none if the figure names none. */
export class Transcript {
  constructor(figure, steps) {
    this.steps = steps;
    this.code = splitLines(codeOf(figure) ?? make("code"), { class: "replay-line" });
    this.when = whenPrinted(this.code.lines, steps);
  }

  show(now) {
    const newest = Math.max(...this.when.filter((index) => index <= now));
    this.code.lines.forEach((line, number) => {
      const index = this.when[number];
      const fresh = index === newest && this.steps[index]?.kind === ">";
      line.classList.toggle("to-come", index > now);
      line.classList.toggle("newest", fresh);
      if (fresh) line.style.setProperty("--tone", this.steps[index].tone);
    });
  }

  remove() {
    this.code.restore();
  }
}

/** Returns the code of the transcript that a figure names: in its own tab, or else
 * outside of the tabs. */
function codeOf(figure) {
  const block = `.highlight[data-transcript="${figure.dataset.transcript}"]`;
  return (
    figure.closest(".tabbed-block")?.querySelector(`${block} code`) ??
    figure.closest(".listing").querySelector(`${block}:not(.tabbed-block *) code`)
  );
}

/** Returns the index of the step that prints each line: -1 for the command, and the last
 * step for what nobody printed, as the exit code. */
function whenPrinted(lines, steps) {
  const printed = steps.map((step) => (step.kind === ">" ? step.text.trimEnd() : null));
  return lines.map((line, number) => {
    if (number === 0) return -1;
    const index = printed.indexOf(line.textContent.trimEnd());
    if (index < 0) return steps.length - 1;
    printed[index] = null; // each prints one line
    return index;
  });
}
