// The guest: one machine for the whole tab, restored when it is first needed and after
// each program that had to be killed.

const START_LIMIT = 15_000; // ms; a machine that hasn't started by then never will
const ATTEMPTS = 3;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

let facts = null; // a promise of what built/machine.json says
let machine = null; // a promise of the one that runs

/** Returns a promise of what there is to load: { state, size, version, python }. */
export function about() {
  facts ??= fetch(new URL("built/machine.json", import.meta.url)).then((answer) => {
    if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
    return answer.json();
  });
  facts.catch(() => {
    facts = null; // to be asked again
  });
  return facts;
}

/** Tells whether a run would begin at once. */
export const isReady = () => machine !== null;

/** Restores the machine unless it is there; `progress` is told { loaded, total }. */
export function ready(progress = () => {}) {
  machine ??= restored(progress);
  machine.catch(() => {
    machine = null;
  });
  return machine;
}

/** Ends whatever runs, with the machine; the next run has a fresh one. */
export async function discard() {
  const old = machine;
  machine = null;
  (await old?.catch(() => null))?.end();
}

/**
 * Runs a program. `request` as the agent has it; `on` gets output(text) and asks(). The
 * promise is of the result; it fails if the machine is discarded meanwhile.
 */
export async function run(request, on) {
  const here = await ready();
  return here.run({ do: "run", now: Math.floor(Date.now() / 1000), ...request }, on);
}

/** Gives a running program what was typed. */
export async function type(text) {
  (await machine).send({ do: "type", text });
}

/** Kills a running program; its run ends with a result. */
export async function kill() {
  (await machine).send({ do: "kill" });
}

async function restored(progress) {
  const { state, version } = await about();
  const address = new URL(`built/${state}`, import.meta.url).href;
  for (let attempt = 1; ; attempt++) {
    const here = new Machine();
    try {
      await here.start(address, version, progress);
      const bytes = crypto.getRandomValues(new Uint8Array(32));
      here.send({ do: "seed", bytes: hexadecimal(bytes) });
      return here;
    } catch (error) {
      here.end();
      // One start of some hundred hangs, silently (Firefox, with v86 0.5.462).
      if (attempt === ATTEMPTS || error.message !== "late") throw error;
    }
  }
}

const hexadecimal = (bytes) =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

class Machine {
  constructor() {
    this.worker = new Worker(new URL("machine.js", import.meta.url), {
      type: "module",
    });
    this.bytes = new Uint8Array(); // that came and are not a whole word yet
    this.fail = () => {};
  }

  start(state, version, progress) {
    return new Promise((resolve, reject) => {
      let limit = 0;
      const wait = () => {
        clearTimeout(limit);
        limit = setTimeout(() => reject(new Error("late")), START_LIMIT);
      };
      this.worker.onerror = (event) => reject(new Error(event.message || "no worker"));
      this.worker.onmessage = ({ data }) => {
        if (data.got) this.take(data.got);
        else if (data.failed) reject(new Error(data.failed));
        else if (data.started) {
          clearTimeout(limit);
          resolve();
        } else {
          progress(data);
          wait();
        }
      };
      wait();
      this.worker.postMessage({ state, version });
    });
  }

  send(request) {
    const data = encoder.encode(JSON.stringify(request));
    const head = encoder.encode(`${data.length}\n`);
    const bytes = new Uint8Array(head.length + data.length);
    bytes.set(head);
    bytes.set(data, head.length);
    this.worker.postMessage({ send: bytes });
  }

  run(request, on) {
    const text = new TextDecoder(); // a character may come in two parts
    return new Promise((resolve, reject) => {
      this.fail = reject;
      this.on = {
        output: (data) => on.output(text.decode(data, { stream: true })),
        asks: () => on.asks(),
        result: (data) => resolve(JSON.parse(decoder.decode(data))),
      };
      this.send(request);
    });
  }

  /** Takes in bytes: a word, a number, a line end, and so many bytes; again and again. */
  take(bytes) {
    const all = new Uint8Array(this.bytes.length + bytes.length);
    all.set(this.bytes);
    all.set(bytes, this.bytes.length);
    let at = 0;
    for (;;) {
      const end = all.indexOf(10, at);
      if (end < 0) break;
      const [word, size] = decoder.decode(all.subarray(at, end)).split(" ");
      const next = end + 1 + Number(size);
      if (all.length < next) break;
      this.on?.[word]?.(all.slice(end + 1, next));
      at = next;
    }
    this.bytes = all.slice(at);
  }

  end() {
    this.worker.terminate();
    this.fail(new Error("discarded"));
  }
}
