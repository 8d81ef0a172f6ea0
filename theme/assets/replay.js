// The replay of a timeline: step by step, where each process stands in the program, what
// was printed by then, and the moment in the drawing. site.js loads this when needed.
//
// It reads <figure class="timeline">, as theme/hooks make it: its list has an <li> for
// each event. What it changes on the page, it undoes when it is closed.
(() => {
  "use strict";

  const WORDS = {
    zh: {
      replay: "回放",
      group: (method) => `回放 ${method} 的运行过程`,
      first: "回到开头",
      back: "后退一步",
      play: "播放",
      pause: "暂停",
      forward: "前进一步",
      position: "位置",
      step: (step, count) => `第 ${step} 步，共 ${count} 步`,
      speed: "速度",
      close: "关闭回放",
    },
    en: {
      replay: "Replay",
      group: (method) => `Replay of the run under ${method}`,
      first: "Back to the start",
      back: "Step back",
      play: "Play",
      pause: "Pause",
      forward: "Step forward",
      position: "Position",
      step: (step, count) => `Step ${step} of ${count}`,
      speed: "Speed",
      close: "Close the replay",
    },
  };
  const SPEEDS = { 0.5: "½×", 1: "1×", 2: "2×", 4: "4×" };
  const ICONS = {
    first: "M6 6h2v12H6zm12.4 10.6L13.8 12l4.6-4.6L17 6l-6 6 6 6z",
    back: "M15.4 16.6 10.8 12l4.6-4.6L14 6l-6 6 6 6z",
    play: "M8 5v14l11-7z",
    pause: "M6 5h4v14H6zm8 0h4v14h-4z",
    forward: "M8.6 16.6 13.2 12 8.6 7.4 10 6l6 6-6 6z",
    close: "m19 6.4-1.4-1.4-5.6 5.6L6.4 5 5 6.4l5.6 5.6L5 17.6 6.4 19l5.6-5.6 5.6 5.6 1.4-1.4-5.6-5.6z",
  };

  let player = null; // the one that is open; there is one at a time
  let speed = 1; // stays as chosen for the next one

  // --- What is on the page ----------------------------------------------------

  /** Returns the words of the language in which an element stands. */
  function wordsFor(element) {
    return WORDS[element.closest("[lang]").lang.slice(0, 2)] ?? WORDS.en;
  }

  /** Returns the events of a figure, in their order. */
  function readSteps(figure) {
    const lanes = figure.querySelectorAll(".timeline-drawing > g[class^=lane-]");
    return [...figure.querySelectorAll(".timeline-steps > li")].map((item) => ({
      item,
      ms: Number(item.dataset.ms),
      at: Number(item.dataset.at),
      lane: Number(item.dataset.lane),
      tone: `var(--${lanes[item.dataset.lane]?.getAttribute("class")})`, // as it is drawn
      name: item.querySelector("b")?.textContent ?? "",
      line: Number(item.dataset.line ?? 0), // 0: in none of the program's lines
      kind: item.dataset.kind,
      text: item.dataset.text ?? "",
    }));
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

  /** Returns an element with a class, attributes and children. */
  function make(tag, className, attributes = {}, ...children) {
    const element = document.createElement(tag);
    element.className = className;
    for (const [name, value] of Object.entries(attributes)) {
      element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  // --- The program: a mark on each line where a process stands ----------------------

  /** Returns the node and the offset of a character of an element. */
  function placeOf(element, index) {
    const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode() && index >= nodes.currentNode.length) {
      index -= nodes.currentNode.length;
    }
    return [nodes.currentNode, index];
  }

  /** Returns where the words of a line are in the window. */
  function boxOf(code, number) {
    const lines = code.textContent.split("\n");
    const line = lines[number - 1];
    const start = lines.slice(0, number - 1).join("\n").length + Number(number > 1);
    const [last, offset] = placeOf(code, start + line.length - 1);
    const range = document.createRange();
    range.setStart(...placeOf(code, start + line.search(/\S/)));
    range.setEnd(last, offset + 1);
    return range.getBoundingClientRect();
  }

  function makeMark(number, here, current) {
    const names = here.map((step) => {
      const name = make("span", "replay-name", {}, step.name);
      name.classList.toggle("waits", step.kind === "wait");
      name.style.setProperty("--tone", step.tone);
      return name;
    });
    const mark = make("span", "replay-mark", { "data-line": number },
      make("span", "replay-names", {}, ...names));
    const main = here.find((step) => step === current) ?? here[0];
    const part = 100 / here.length;
    const edge = here.map(({ tone }, index) =>
      `${tone} ${index * part}% ${(index + 1) * part}%`);
    mark.style.setProperty("--tone", main.tone);
    mark.style.setProperty("--edge", `linear-gradient(${edge})`);
    mark.classList.toggle("waits", here.every((step) => step.kind === "wait"));
    mark.classList.toggle("current", main === current);
    return mark;
  }

  /** Returns what shows the marks over a block of code, and takes them away. */
  function makeMarks(code) {
    const pre = code.parentElement;
    const marks = make("span", "replay-marks", { "aria-hidden": "true" });
    pre.append(marks);

    function place() {
      const block = pre.getBoundingClientRect();
      const height = parseFloat(getComputedStyle(code).lineHeight);
      for (const mark of marks.children) {
        const words = boxOf(code, Number(mark.dataset.line));
        mark.style.top = `${(words.top + words.bottom - height) / 2 - block.top}px`;
        mark.style.height = `${height}px`;
        const names = mark.firstChild.getBoundingClientRect();
        mark.classList.toggle("narrow", words.right > names.left);
      }
    }

    function show(steps, current) {
      const lines = new Set(steps.map((step) => step.line));
      marks.replaceChildren(...[...lines].map((line) =>
        makeMark(line, steps.filter((step) => step.line === line), current)));
      place();
    }
    return { show, place, remove: () => marks.remove() };
  }

  // --- The transcript: line by line, as printed ---------------------------------------

  /** Returns the lines of a block of code, each in a span. */
  function copyLines(code) {
    const lines = [make("span", "replay-line")];
    for (const node of code.childNodes) {
      node.textContent.split("\n").forEach((text, index) => {
        if (index) lines.push(make("span", "replay-line"));
        const copy = node.cloneNode(false);
        copy.textContent = text;
        lines.at(-1).append(copy);
      });
    }
    return lines;
  }

  /** Returns the index of the step that prints each line: -1 for the command, and the
   * last step for what nobody printed, as the exit code. */
  function whenPrinted(lines, steps) {
    const when = lines.map((_, index) => (index ? steps.length - 1 : -1));
    const free = lines.map((line) => line.textContent.trimEnd());
    free[0] = null;
    steps.forEach((step, index) => {
      const line = step.kind === ">" ? free.indexOf(step.text.trimEnd()) : -1;
      if (line < 0) return;
      when[line] = index;
      free[line] = null;
    });
    return { when, found: free.filter((text) => text === null).length };
  }

  /** Returns what shows a transcript up to a step, and restores it: of the transcripts
   * beside a figure, the one that was printed in this run. */
  function makeTranscript(listing, figure, steps) {
    const tab = figure.closest(".tabbed-block");
    const [best] = [...listing.querySelectorAll(".language-console code")]
      .filter((code) => [null, tab].includes(code.closest(".tabbed-block")))
      .map((code) => {
        const lines = copyLines(code);
        return { code, lines, ...whenPrinted(lines, steps) };
      })
      .sort((one, other) => other.found - one.found);
    if (!best) return { show() {}, restore() {} };

    const { code, lines, when } = best;
    const kept = [...code.childNodes];
    code.replaceChildren(...lines.flatMap((line, index) => (index ? ["\n", line] : [line])));

    function show(now) {
      const newest = Math.max(...when.filter((index) => index <= now));
      lines.forEach((line, index) => {
        line.classList.toggle("to-come", when[index] > now);
        const fresh = when[index] === newest && steps[newest]?.kind === ">";
        line.classList.toggle("newest", fresh);
        if (fresh) line.style.setProperty("--tone", steps[newest].tone);
      });
    }
    return { show, restore: () => code.replaceChildren(...kept) };
  }

  // --- The drawing: a hand at the moment, and a click that moves it ----------------------

  /** Returns what shows the hand over a drawing, and takes it away; `seek` is told where
   * the reader clicks or draws, as a part of the width. */
  function makeHand(drawing, seek) {
    const around = drawing.parentElement;
    const hand = make("span", "replay-hand", { "aria-hidden": "true" });
    const stop = new AbortController();
    let at = 0;
    around.append(hand);

    function place() {
      const [box, outside] = [drawing, around].map((each) => each.getBoundingClientRect());
      hand.style.left = `${box.left - outside.left + around.scrollLeft + box.width * at / 100}px`;
      hand.style.top = `${box.top - outside.top}px`;
      hand.style.height = `${box.height}px`;
    }
    function show(step) {
      at = step.at;
      hand.style.setProperty("--tone", step.tone);
      place();
    }
    function point(event) {
      const drawn = event.pointerType === "mouse" && event.buttons === 1;
      if (event.type !== "click" && !drawn) return;
      const box = drawing.getBoundingClientRect();
      seek((event.clientX - box.left) / box.width * 100);
    }
    drawing.addEventListener("click", point, { signal: stop.signal });
    drawing.addEventListener("pointermove", point, { signal: stop.signal });
    return { show, place, remove: () => (hand.remove(), stop.abort()) };
  }

  // --- The controls --------------------------------------------------------------------

  function icon(name) {
    const space = "http://www.w3.org/2000/svg";
    const [svg, path] = ["svg", "path"].map((tag) => document.createElementNS(space, tag));
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", ICONS[name]);
    svg.append(path);
    return svg;
  }

  function makeButton(name, label, action) {
    const button = make("button", `replay-${name}`, { type: "button" }, icon(name));
    nameButton(button, name, label);
    button.addEventListener("click", action);
    return button;
  }

  function nameButton(button, name, label) {
    button.setAttribute("aria-label", label);
    button.title = label;
    button.firstChild.replaceWith(icon(name));
  }

  function makeSpeeds(label, changed) {
    const options = Object.entries(SPEEDS).sort(([one], [other]) => one - other)
      .map(([value, text]) => make("option", "", { value }, text));
    const select = make("select", "replay-speed", { "aria-label": label, title: label }, ...options);
    select.value = speed;
    select.addEventListener("change", () => {
      speed = Number(select.value);
      changed();
    });
    return select;
  }

  // --- The player ----------------------------------------------------------------------

  /** Returns for how long a step is shown at speed 1, in milliseconds: real gaps reach
   * from microseconds to seconds, so their logarithm counts. */
  function pauseAfter(steps, index) {
    const gap = Math.max(0, steps[index + 1].ms - steps[index].ms);
    return Math.min(1500, 250 + 1250 * Math.log10(1 + gap) / 3);
  }

  /** Opens the player of a figure; it plays at once. */
  function open(figure) {
    player?.close();
    const steps = readSteps(figure);
    const listing = figure.closest(".listing");
    const drawing = figure.querySelector("svg");
    const holder = figure.querySelector(".replay");
    const words = wordsFor(figure);
    const last = steps.length - 1;
    const stop = new AbortController(); // ends all that listens beyond the player
    let now = 0;
    let timer = 0; // of the next step; 0 when paused

    const marks = makeMarks(listing.querySelector(".language-python code"));
    const transcript = makeTranscript(listing, figure, steps);
    const hand = makeHand(drawing, (at) => {
      const distance = (step) => Math.abs(step.at - at);
      go(steps.indexOf(steps.reduce((one, other) => (distance(other) < distance(one) ? other : one))));
      holder.focus({ preventScroll: true }); // the keys now work
    });

    const play = makeButton("play", words.play, () => (timer ? pause() : start()));
    const range = make("input", "replay-range",
      { type: "range", min: 0, max: last, step: 1, "aria-label": words.position });
    range.addEventListener("input", () => go(range.valueAsNumber));
    const said = make("p", "replay-words");
    const panel = make("div", "replay-panel", {},
      make("div", "replay-bar", {},
        makeButton("first", words.first, () => go(0)),
        makeButton("back", words.back, () => go(now - 1)),
        play,
        makeButton("forward", words.forward, () => go(now + 1)),
        range,
        makeSpeeds(words.speed, () => timer && start()),
        makeButton("close", words.close, closeByHand)),
      said);
    const place = make("div", "replay-place", {}, panel);

    /** Shows a step everywhere; what is said while playing isn't read out. */
    function show(index) {
      const step = steps[index];
      steps[now].item.removeAttribute("aria-current");
      step.item.setAttribute("aria-current", "step");
      now = index;
      marks.show(standing(steps.slice(0, now + 1)), step);
      transcript.show(now);
      hand.show(step);
      range.value = now;
      range.style.setProperty("--done", `${now / last * 100}%`);
      range.setAttribute("aria-valuetext", words.step(now + 1, steps.length));
      said.setAttribute("aria-live", timer ? "off" : "polite");
      said.style.setProperty("--tone", step.tone);
      said.replaceChildren(...[...step.item.childNodes].map((node) => node.cloneNode(true)));
    }

    /** Goes to a step, or to the nearest that there is, and stays there. */
    function go(index) {
      halt();
      show(Math.min(Math.max(index, 0), last));
    }

    function halt() {
      clearTimeout(timer);
      timer = 0;
      nameButton(play, "play", words.play);
    }

    function pause() {
      go(now);
    }

    function start() {
      if (now === last) show(0);
      clearTimeout(timer);
      nameButton(play, "pause", words.pause);
      wait();
    }

    function wait() {
      timer = setTimeout(() => {
        if (now + 1 === last) return go(last);
        show(now + 1);
        wait();
      }, pauseAfter(steps, now) / speed);
    }

    function press(event) {
      const { key, target } = event;
      const keys = {
        " ": () => play.click(),
        k: () => play.click(),
        ArrowLeft: () => go(now - 1),
        ArrowRight: () => go(now + 1),
        Home: () => go(0),
        End: () => go(last),
        Escape: closeByHand,
      };
      const modified = event.ctrlKey || event.metaKey || event.altKey;
      if (modified || !Object.hasOwn(keys, key) || needs(target, key)) return;
      event.preventDefault();
      event.stopPropagation();
      keys[key]();
    }

    /** Below a program too long for the window, the controls stay in sight. */
    function dock() {
      const { top, left, width } = listing.getBoundingClientRect();
      const own = place.getBoundingClientRect();
      const away = own.top + panel.offsetHeight > innerHeight && top < innerHeight / 2;
      place.style.minHeight = away ? `${panel.offsetHeight}px` : "";
      panel.classList.toggle("docked", away);
      panel.style.left = away ? `${left}px` : "";
      panel.style.width = away ? `${width}px` : "";
    }

    /** A figure that another tab or language has replaced has no player. */
    function settle() {
      if (!figure.checkVisibility()) return close();
      marks.place();
      hand.place();
      dock();
    }

    function close() {
      halt();
      stop.abort();
      resized.disconnect();
      marks.remove();
      transcript.restore();
      hand.remove();
      steps[now].item.removeAttribute("aria-current");
      place.remove();
      for (const name of ["role", "aria-label", "tabindex"]) holder.removeAttribute(name);
      figure.classList.remove("replaying");
      player = null;
    }

    function closeByHand() {
      close();
      holder.querySelector(".replay-open").focus({ preventScroll: true });
    }

    figure.classList.add("replaying");
    holder.append(place);
    holder.setAttribute("role", "group");
    holder.setAttribute("aria-label", words.group(figure.dataset.method));
    holder.tabIndex = -1;
    const { signal } = stop;
    holder.addEventListener("keydown", press, { signal });
    addEventListener("scroll", dock, { passive: true, signal });
    addEventListener("resize", settle, { signal });
    listing.addEventListener("scroll", marks.place, { capture: true, passive: true, signal });
    const resized = new ResizeObserver(settle);
    resized.observe(figure);
    player = { close };
    start();
    show(0);
    play.focus({ preventScroll: true });
    reveal(listing);
  }

  /** Returns whether a control has a use of its own for a key. */
  function needs(target, key) {
    if (key === "Escape") return false;
    if (target.matches("select, a, summary")) return true;
    if (target.matches("button")) return key === " ";
    return target.matches("input") && key !== " " && key !== "k";
  }

  /** Scrolls to a listing: to all of it, or to the beginning of its program. */
  function reveal(listing) {
    const { top, bottom } = listing.getBoundingClientRect();
    const head = document.querySelector(".md-header")?.offsetHeight ?? 0;
    const fits = bottom - top < innerHeight - head;
    if (top < head) scrollBy(0, top - head - 8);
    else if (fits && bottom > innerHeight) scrollBy(0, bottom - innerHeight + 8);
  }

  /** Gives each timeline its button. */
  function equip() {
    for (const figure of document.querySelectorAll("figure.timeline:not(:has(> .replay))")) {
      const words = wordsFor(figure);
      const button = make("button", "replay-open", { type: "button" },
        icon("play"), words.replay);
      button.addEventListener("click", () => open(figure));
      figure.querySelector("svg").after(make("div", "replay", {}, button));
    }
  }

  document$.subscribe(equip); // at once, and after each instant navigation
  addEventListener("swapped", equip); // a toggle has brought in another figure
})();
