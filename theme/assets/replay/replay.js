// The replay of a timeline: step by step, where each process stands in the program, what
// was printed by then, and the moment in the drawing. site.js loads this when needed.
//
// It reads <figure class="timeline">, as the build makes it: its list has an <li> for
// each event. What it changes on the page, it undoes when it is closed.
import { icon, make, wordsFor } from "./elements.js";
import { open } from "./player.js";

/** Gives each timeline its button. */
function equip() {
  for (const figure of document.querySelectorAll(
    "figure.timeline:not(:has(> .replay))",
  )) {
    const name = wordsFor(figure)("replay");
    const button = make("button", { class: "replay-open", type: "button" }, [
      icon("play"),
      name,
    ]);
    button.addEventListener("click", () => open(figure));
    figure.querySelector("svg").after(make("div", { class: "replay" }, [button]));
  }
}

const style = make("link", {
  rel: "stylesheet",
  href: new URL("replay.css", import.meta.url),
});
style.addEventListener("load", () => {
  document$.subscribe(equip); // at once, and after each instant navigation
  addEventListener("swapped", equip); // a toggle has brought in another figure
});
document.body.append(style); // instant navigation would clear the head of it
