// The tabs of listings. A start method that is chosen once holds for all listings, and on the
// next pages: there Material's own lines in each page look it up. Its component for tabs is
// left out (listing.py): it measures each set while a page loads.

const KEPT = "__tabs"; // where those lines look

const nameOf = (input) =>
  document.querySelector(`label[for="${input.id}"]`).textContent.trim();

addEventListener("change", ({ target }) => {
  if (!target.matches(".listing .tabbed-set > input")) return;
  const tabs = target.parentElement;
  const before = tabs.getBoundingClientRect().top;
  const name = nameOf(target);
  for (const input of document.querySelectorAll(".listing .tabbed-set > input")) {
    if (nameOf(input) === name) input.checked = true;
  }
  // What the reader looks at stays where it is, however tall the others have become.
  scrollBy({ top: tabs.getBoundingClientRect().top - before, behavior: "instant" });
  __md_set(KEPT, [...new Set([name, ...(__md_get(KEPT) ?? [])])]);
});
