// The replay of a timeline: step by step, where each process stands in the program, what
// was printed by then, and the moment in the drawing. site.js loads this when needed.
//
// It reads <figure class="timeline">, as the build makes it: its list has an <li> for
// each event. What it changes on the page, it undoes when it is closed.

import { tell } from "../runs.js";
import { icon, make, wordsFor } from "./elements.js";
import { open } from "./player.js";

/** Gives a timeline that is drawn its button. */
function equip(figure) {
  if (figure.querySelector(".replay")) return;
  const name = wordsFor(figure)("replay");
  const button = make("button", { class: "replay-open", type: "button" }, [
    icon("play"),
    name,
  ]);
  button.addEventListener("click", async () => {
    await tell(figure); // mostly there, or on the way
    open(figure);
  });
  figure.querySelector("svg").after(make("div", { class: "replay" }, [button]));
}

const style = make("link", {
  rel: "stylesheet",
  href: new URL("replay.css", import.meta.url),
});
style.addEventListener("load", () => {
  for (const svg of document.querySelectorAll(".timeline-drawing:not(:empty)")) {
    equip(svg.closest("figure"));
  }
  addEventListener("drawn", (event) => equip(event.target));
});
document.body.append(style); // instant navigation would clear the head of it
