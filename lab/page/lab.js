// The laboratory's entry: gives each listing that comes into sight its button. The rest is
// loaded at the first press. It stands where `make lab` has built the machine, only there.
import { make, wordsFor } from "../assets/replay/elements.js";
import * as progress from "./progress.js";
import words from "./words.js"; // the build writes it, from theme/words.toml

const style = make("link", {
  rel: "stylesheet",
  href: new URL("lab.css", import.meta.url),
});

const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    equip(target);
  }
});

/** Gives a listing its button. */
function equip(listing) {
  const foot = listing.querySelector(".listing-foot .downloads");
  const name = listing.querySelector(".filename");
  if (!foot || !name || foot.querySelector(".lab-open")) return;
  if (!style.isConnected) document.body.append(style); // instant navigation clears the head
  const said = wordsFor(foot, words); // a toggle may have brought in the other language
  const button = make("button", { class: "lab-open", type: "button" }, [said("run")]);
  button.title = said("run_title", { name: name.textContent });
  button.addEventListener("click", async () => {
    button.disabled = true;
    const { open } = await import("./panel.js");
    await open(listing, name.textContent);
    button.disabled = false;
  });
  foot.prepend(button, " ");
}

function watch() {
  progress.show();
  for (const listing of document.querySelectorAll(".listing")) near.observe(listing);
}

document$.subscribe(watch); // at once, and after each instant navigation
addEventListener("swapped", watch); // a toggle has brought in other listings
