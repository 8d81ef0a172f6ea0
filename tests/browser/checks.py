"""What is asked of a page in many tests: that it does nothing that it may not, that it
fits the window, that everybody can read it."""

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.server import Server

# Axe's rules that look at colours: most of its time, by the number of elements. What has
# the same colours and letters, as have all elements around it, has the same contrast, so
# they look at the first of each kind.
COLOURS = ["color-contrast", "link-in-text-block"]
AXE = """async ({ colours, alone }) => {
  const known = new Map();
  const kind = (each) => {
    if (!each) return "";
    if (!known.has(each)) {
      const style = getComputedStyle(each), own = [each.tagName];
      for (const name of ["color", "background-color", "background-image", "opacity",
        "font-size", "font-weight", "text-decoration-line", "text-shadow", "position"]) {
        own.push(style.getPropertyValue(name));
      }
      known.set(each, `${kind(each.parentElement)} ${own}`);
    }
    return known.get(each);
  };
  const speaks = (each) => each.checkVisibility({ visibilityProperty: true })
    && (each.matches("input, textarea, select") || [...each.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.data.trim()));
  const kinds = new Map();
  for (const each of document.body.querySelectorAll("*")) {
    if (speaks(each) && !kinds.has(kind(each))) kinds.set(kind(each), each);
  }
  const only = { resultTypes: ["violations"] };
  const without = Object.fromEntries(colours.map((each) => [each, { enabled: false }]));
  const first = [...kinds.values()];
  const found = (await axe.run(first, { ...only, runOnly: colours })).violations;
  if (alone) return found;
  return found.concat((await axe.run({ ...only, rules: without })).violations);
}"""

LISTEN = """addEventListener("securitypolicyviolation", (event) =>
  console.error(`blocked by ${event.effectiveDirective}: ${event.blockedURI}`));"""

# All that sticks out of the window sideways, except what can be scrolled there, and
# what is wholly outside: the drawer, the links for keyboards.
STICKING_OUT = """() => {
  const found = [], width = document.scrollingElement.scrollWidth;
  if (width > innerWidth) found.push(`the page is ${width} pixels wide`);
  const scrolls = (each) => ["auto", "scroll"].includes(getComputedStyle(each).overflowX);
  for (const each of document.body.querySelectorAll("*")) {
    const { left, right, height } = each.getBoundingClientRect();
    const inside = left >= -1 && right <= innerWidth + 1;
    if (inside || left >= innerWidth || right <= 0 || !height) continue;
    if (each.ownerSVGElement || !each.checkVisibility({ visibilityProperty: true })) continue;
    let around = each.parentElement;
    while (around && !scrolls(around)) around = around.parentElement;
    if (around && around !== document.body) continue;
    found.push(`${Math.round(left)} to ${Math.round(right)}: ${each.outerHTML.slice(0, 90)}`);
  }
  return found;
}"""


class Watch:
    """Notes what no page may do: ask another host, fail to load, complain. The browser
    itself complains about a page that is `missing`."""

    def __init__(self, context, server: Server, missing: bool = False):
        self.found: list[str] = []
        self.server = server
        self.missing = missing
        context.add_init_script(LISTEN)
        context.on("request", self.request)
        context.on("response", self.response)
        context.on("console", self.console)
        context.on("weberror", lambda each: self.found.append(f"error: {each.error}"))

    def request(self, request):
        if not request.url.startswith((self.server.url, "data:", "blob:")):
            self.found.append(f"asks another host: {request.url}")

    def response(self, response):
        if response.status >= 400 and not (self.missing and response.status == 404):
            self.found.append(f"{response.status}: {response.url}")

    def console(self, message):
        if self.missing and "404" in message.text:
            return
        if message.type in ("error", "warning"):
            self.found.append(f"console {message.type}: {message.text}")


def violations(page, colours_alone: bool = False) -> list[str]:
    """Returns what axe finds, as lines to read; by all of its rules, or by those that
    look at colours."""
    # Colours in transition would be measured on their way.
    page.evaluate(
        "document.getAnimations().filter((each) => each instanceof CSSTransition)"
        ".forEach((each) => each.finish())"
    )
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(AXE, {"colours": COLOURS, "alone": colours_alone})
    return [
        f"{each['id']}: {each['help']}: {node['html'][:120]}"
        f" ({node['failureSummary'].splitlines()[-1].strip()})"
        for each in found
        for node in each["nodes"]
    ]
