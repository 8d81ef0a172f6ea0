// The laboratory of one listing: its program as an editor, and below it what a run prints,
// how that compares with the transcript, and the timeline of the run.
import { languageOf, make, wordsFor } from "../assets/replay/elements.js";
import { edit, highlighted } from "./built/editor.js";
import * as guest from "./guest.js";
import * as progress from "./progress.js";
import words from "./words.js"; // the build writes it, from theme/words.toml

const METHODS = ["fork", "spawn", "forkserver"];
const TIMES = 2; // that an exercise is run under each start method when it is checked
const PATIENCE = 20_000; // ms for each of these runs
const SHOWN = 100_000; // characters; the agent sends no more
const MB = 1e6;
const MEMORY = 600; // MB of a tab in which the machine runs; measured in Chromium
const pages = new Set(); // whose files were given to the service worker
let running = null; // the panel whose program runs: the machine runs one at a time

/** Opens the laboratory in a listing, and runs its program. */
export async function open(listing, name) {
  listing.lab ??= new Panel(listing, name);
  await listing.lab.open();
}

/** Has this page, and what it loaded, kept by the service worker, which keeps the next. */
async function keepForOffline() {
  if (pages.has(location.pathname)) return;
  pages.add(location.pathname);
  await navigator.serviceWorker.register(new URL("../offline.js", import.meta.url));
  const { active } = await navigator.serviceWorker.ready;
  const names = [...document.querySelectorAll(".listing .filename")];
  const loaded = performance.getEntriesByType("resource").map((each) => each.name);
  const programs = names.map(({ textContent }) => addressOf(textContent));
  const machine = ["machine.js", "built/v86.js", "built/v86.wasm"]; // its worker has these
  const own = machine.map((name) => new URL(name, import.meta.url).href);
  const keep = new Set([location.href, ...loaded, ...own, ...programs]);
  active.postMessage({ keep: [...keep] });
}

/** Returns the address of what a run of a program needs. */
const addressOf = (name) => new URL(`programs/${name}.json`, import.meta.url).href;

class Panel {
  constructor(listing, name) {
    this.listing = listing;
    this.name = name;
    this.words = wordsFor(listing, words);
    this.block = listing.querySelector(".language-python");
    this.code = this.block.querySelector("code");
    this.own = [...this.code.childNodes]; // the site's program, as it is shown
  }

  async open() {
    if (!this.panel) {
      Object.assign(this, await this.fetchFiles());
      this.program = this.name.split("/").at(-1);
      this.build();
    }
    await this.run();
  }

  /**
   * Returns `files`, the program, what it imports, and its transcripts, by their names; and
   * of an exercise its `goal`: the `program` that solves it, and the `files` of that.
   */
  async fetchFiles() {
    return (await fetch(addressOf(this.name))).json();
  }

  build() {
    const { words } = this;
    this.host = make("div", { class: "lab-editor" });
    const own = this.goal && progress.kept(this.name).source;
    this.editor = edit(this.host, own ?? this.files[this.program], {
      label: words("editor", { name: this.program }),
      run: () => this.run(),
      changed: () => this.mark(),
    });
    this.method = make("select", { "aria-label": words("method") }, [
      ...METHODS.map((each) => make("option", { value: each }, [each])),
    ]);
    this.method.value = this.chosenMethod();
    this.go = this.button("run", () => (running === this ? this.stop() : this.run()));
    this.checks = this.button("check", () => this.check());
    this.checks.hidden = !this.goal;
    this.reset = this.button("reset", () => this.undo());
    this.close = this.button("close", () => this.leave());
    this.said = make("span", { class: "lab-said", role: "status" });
    this.progress = make("progress", { max: 1, value: 0, hidden: "" });
    this.progress.setAttribute("aria-label", words("loading"));
    this.output = make("code");
    this.typed = make("input", {
      class: "lab-typed",
      type: "text",
      "aria-label": words("type"),
      placeholder: words("type"),
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      hidden: "",
    });
    this.typed.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter") this.type();
    });
    this.result = make("div", { class: "lab-result" });
    const licences = make(
      "a",
      { href: new URL("built/licences.txt", import.meta.url) },
      [words("licences")],
    );
    const bar = [
      this.go,
      this.checks,
      this.method,
      this.reset,
      this.close,
      this.said,
      licences,
    ];
    this.panel = make("div", { class: "lab" }, [
      make("div", { class: "lab-bar" }, bar),
      this.progress,
      make(
        "div",
        { class: "language-console highlight no-copy", "data-transcript": "lab" },
        [make("pre", {}, [this.output])],
      ),
      this.typed,
      this.result,
      make("details", { class: "timeline-words lab-differences" }, [
        make("summary", {}, [words("different")]),
        make("p", {}, [words("differences")]),
      ]),
    ]);
    this.block.append(this.host);
    this.block.after(this.panel);
    this.listing.classList.add("in-lab");
    // The recorded timelines replay the site's program, the reader's own one its own.
    this.listing.addEventListener("click", this.prepareReplay, true);
    this.mark();
  }

  button(name, act) {
    const button = make("button", { class: `lab-${name}`, type: "button" });
    button.textContent = this.words(name);
    button.addEventListener("click", act);
    return button;
  }

  /** Returns the start method of the tab that is open, or the guest's own default. */
  chosenMethod() {
    const checked = this.listing.querySelector(".tabbed-set > input:checked");
    const label = checked && this.listing.querySelector(`label[for="${checked.id}"]`);
    const only = this.listing.querySelector("figure.timeline")?.dataset.method;
    const named = label?.textContent ?? only;
    return METHODS.includes(named) ? named : "forkserver";
  }

  get isChanged() {
    return this.editor.text !== this.files[this.program];
  }

  mark() {
    this.reset.hidden = !this.isChanged;
    const source = this.isChanged ? this.editor.text : undefined;
    if (this.goal) progress.keep(this.name, { source });
  }

  undo() {
    this.editor.text = this.files[this.program];
    this.editor.focus();
  }

  say(words) {
    this.said.textContent = words;
  }

  // --- A run --------------------------------------------------------------------

  run() {
    return this.hold(async () => this.show(await this.once(this.request())));
  }

  /** Runs an exercise again and again, under each start method, until it misses its goal. */
  check() {
    return this.hold(async () => {
      const { program, files } = this.goal;
      const goal = {
        program,
        files: { ...files, [program]: this.source },
        compare: true,
      };
      const methods = Array(TIMES).fill(METHODS).flat();
      for (const [count, method] of methods.entries()) {
        this.say(
          this.words("checks", { method, count: count + 1, all: methods.length }),
        );
        const told = await this.once({ ...this.request(), ...goal, method }, PATIENCE);
        if (told.diff === "" && !told.left.length) continue;
        this.show(told);
        this.say(this.words("missed", { method, count: count + 1 }));
        return;
      }
      progress.keep(this.name, { solved: true });
      progress.show();
      this.say(this.words("reached", { count: methods.length }));
    });
  }

  /** Runs the program once, for `limit` ms if there is one; returns what is told of it. */
  async once(request, limit) {
    this.output.textContent = `$ python ${this.program}\n`;
    const on = { output: (text) => this.print(text), asks: () => this.asks() };
    const late = limit && setTimeout(guest.kill, limit);
    try {
      return { method: request.method, ...(await guest.run(request, on)) };
    } finally {
      clearTimeout(late);
    }
  }

  /** Has the machine, which runs one program at a time, while `work` goes on. */
  async hold(work) {
    if (running || !this.mayLoad()) return;
    running = this;
    this.stops = 0;
    this.result.replaceChildren();
    this.source = this.editor.text;
    this.output.textContent = `$ python ${this.program}\n`;
    this.go.textContent = this.words("stop");
    this.checks.disabled = true;
    this.panel.classList.add("running");
    try {
      await this.load();
      this.say(this.words("runs"));
      await work();
    } catch (error) {
      if (error.message === "discarded") this.say(this.words("ended"));
      else this.say(this.words("failed", { error: error.message }));
      guest.discard();
    }
    running = null;
    this.progress.hidden = this.typed.hidden = true;
    this.go.textContent = this.words("run");
    this.checks.disabled = false;
    this.panel.classList.remove("running");
  }

  /** Tells a device that can't so before it loads; on a phone the reader decides. */
  mayLoad() {
    if (guest.isReady() || this.agreed) return true;
    if (!globalThis.WebAssembly || navigator.deviceMemory < 2) {
      this.say(this.words("too_small", { memory: MEMORY }));
      return false;
    }
    this.agreed = true;
    if (!matchMedia("(pointer: coarse)").matches) return true;
    guest
      .about()
      .then(({ size }) => this.say(this.words("would_load", this.loads(size))))
      .catch((error) => this.say(this.words("failed", { error: error.message })));
    return false;
  }

  loads(size) {
    return { size: (size / MB).toFixed(0), memory: MEMORY };
  }

  async load() {
    keepForOffline().catch(() => {}); // a browser without service workers, or without room
    if (guest.isReady()) return;
    const { size } = await guest.about();
    this.say(this.words("loads", this.loads(size)));
    this.progress.hidden = false;
    await guest.ready(({ loaded }) => {
      this.progress.value = Math.min(1, loaded / size);
      if (loaded >= size) this.say(this.words("starts"));
    });
    this.progress.hidden = true;
  }

  request() {
    return {
      files: { ...this.files, [this.program]: this.source },
      program: this.program,
      method: this.method.value,
      compare: !this.isChanged,
      language: languageOf(this.listing),
    };
  }

  stop() {
    this.stops += 1;
    if (this.stops === 1) {
      this.go.textContent = this.words("kill");
      this.say(this.words("interrupted"));
      guest.type("\x03");
    } else if (this.stops === 2) {
      guest.kill();
      this.say(this.words("killed"));
      // Whatever holds the machine: a new one will do.
      this.patience = setTimeout(() => guest.discard(), 5000);
    } else guest.discard();
  }

  print(text) {
    const room = SHOWN - this.output.textContent.length;
    this.output.append(text.replaceAll("\r\n", "\n").slice(0, Math.max(0, room)));
    const box = this.output.parentElement;
    box.scrollTop = box.scrollHeight;
  }

  /** The program waits for a line. */
  asks() {
    this.typed.hidden = false;
    this.typed.focus();
    this.say(this.words("asks"));
  }

  type() {
    const line = `${this.typed.value}\n`;
    this.typed.value = "";
    this.typed.hidden = true;
    this.print(line);
    this.say(this.words("runs"));
    guest.type(line);
  }

  // --- What came of it ------------------------------------------------------------

  show(told) {
    clearTimeout(this.patience);
    const { words } = this;
    const whole = this.output.textContent.endsWith("\n");
    if (told.status) this.print(`${whole ? "" : "\n"}$ echo $?\n${told.status}\n`);
    if (told.hangs) this.print(`[${words("still")}]\n`);
    const seconds = told.seconds.toFixed(1);
    if (told.stopped) this.say(words(`stopped_${told.stopped}`));
    else if (told.hangs) this.say(words("hangs"));
    else this.say(words("done", { status: told.status, seconds }));
    this.result.append(...this.compared(told), ...this.left(told), ...this.drawn(told));
    if (told.stopped) guest.discard(); // the next run starts from the saved state
  }

  compared({ diff }) {
    if (diff === null) return [];
    if (diff === "") {
      const same = make("p", { class: "lab-same" }, [this.words("same")]);
      return [same];
    }
    return [
      make("p", { class: "lab-differs" }, [this.words("differs")]),
      make("pre", { class: "lab-diff" }, [make("code", {}, [diff])]),
    ];
  }

  left({ left }) {
    if (!left.length) return [];
    const items = left.map((each) => make("li", {}, [make("code", {}, [each])]));
    return [make("p", {}, [this.words("left")]), make("ul", {}, items)];
  }

  /** Puts the figure on the page, as the guest has drawn it. */
  drawn({ figure, method }) {
    if (!figure) return [];
    const parsed = new DOMParser().parseFromString(figure, "text/html");
    const drawing = document.importNode(parsed.querySelector("svg"), true);
    const steps = document.importNode(parsed.querySelector(".timeline-steps"), true);
    const shown = make(
      "figure",
      { class: "timeline", "data-method": method, "data-transcript": "lab" },
      [
        drawing,
        make("figcaption", { class: "timeline-foot" }, [this.words("times")]),
        make("details", { class: "timeline-words" }, [
          make("summary", {}, [this.words("steps")]),
          steps,
        ]),
      ],
    );
    shown.ran = this.source;
    queueMicrotask(() => shown.dispatchEvent(new Event("drawn", { bubbles: true })));
    return [shown];
  }

  /** The replay marks lines of the block of code: it has to be the program that ran. */
  prepareReplay = (event) => {
    if (!event.target.closest?.(".replay-open")) return;
    const { ran } = event.target.closest("figure");
    this.code.replaceChildren(...(ran === undefined ? this.own : highlighted(ran)));
  };

  leave() {
    if (running === this) guest.discard();
    this.listing.querySelector(".lab figure.replaying .replay-close")?.click();
    this.code.replaceChildren(...this.own);
    this.editor.remove();
    this.host.remove();
    this.panel.remove();
    this.listing.removeEventListener("click", this.prepareReplay, true);
    this.listing.classList.remove("in-lab");
    this.listing.lab = null;
    this.listing.querySelector(".lab-open").focus();
  }
}
