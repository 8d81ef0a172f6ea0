// Which exercises a reader has solved, and what was typed for them: this browser alone
// keeps it. An exercise is the broken program of a page of exercises.
import { make, wordsFor } from "../assets/replay/elements.js";
import words from "./words.js"; // the build writes it, from theme/words.toml

const KEY = "exercises"; // { name: { source, solved } }

const isExercise = (name) => /\/exercises\/\w+_broken\.py$/.test(name);

function all() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // a browser that keeps nothing, or something else under this name
  }
}

/** Returns what is kept of an exercise: { source, solved }, each perhaps missing. */
export const kept = (name) => all()[name] ?? {};

export function keep(name, changed) {
  try {
    const exercises = all();
    exercises[name] = { ...exercises[name], ...changed };
    localStorage.setItem(KEY, JSON.stringify(exercises));
  } catch {
    // It is solved all the same.
  }
}

/** Says at the top of a page of exercises how many are solved, and which beside each. */
export function show() {
  const listings = [...document.querySelectorAll(".listing")];
  const nameOf = (listing) => listing.querySelector(".filename")?.textContent ?? "";
  const exercises = listings.filter((listing) => isExercise(nameOf(listing)));
  if (!exercises.length) return;
  const article = exercises[0].closest("article");
  const said = wordsFor(exercises[0], words);
  for (const old of article.querySelectorAll(".lab-progress, .lab-solved"))
    old.remove();
  const solved = exercises.filter((listing) => kept(nameOf(listing)).solved);
  for (const listing of solved)
    headingOf(listing).append(
      make("span", { class: "lab-solved" }, [` ✓ ${said("solved")}`]),
    );
  const counts = { solved: solved.length, all: exercises.length };
  const told = make("p", { class: "lab-progress" }, [said("progress", counts)]);
  article.querySelector("h1 ~ p").after(told);
}

function headingOf(listing) {
  let element = listing;
  while (element.tagName !== "H2") element = element.previousElementSibling;
  return element;
}
