// The machine, in a worker: restores it, and hands bytes to and from its serial port.
//
// In:   { state, version }: the file of the saved machine, and its name in the cache
//       { send: bytes }
// Out:  { loaded, total } in bytes, { started: true }, { got: bytes }, { failed: words }
import { V86 } from "./built/v86.js";

const MEMORY = 192 << 20; // as save.mjs has it
const CACHE = "lab";

let emulator = null;
let pending = []; // bytes that came since the last message

/** Returns the saved machine: from the cache, or else from the site. */
async function load(address, version) {
  const key = `${address}?${version}`;
  // Pages that aren't served over HTTPS have no caches; the browser's own remains.
  const cache = await globalThis.caches?.open(CACHE);
  const kept = await cache?.match(key);
  if (kept) return kept.arrayBuffer();
  const response = await fetch(key);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  const total = Number(response.headers.get("content-length"));
  const parts = [];
  let loaded = 0;
  for await (const part of chunks(response.body)) {
    parts.push(part);
    loaded += part.length;
    postMessage({ loaded, total });
  }
  const blob = new Blob(parts);
  if (cache) await keep(cache, key, blob).catch(() => {}); // no room: load it again
  return blob.arrayBuffer();
}

/** One machine is kept: an older one is of no use. */
async function keep(cache, key, blob) {
  for (const old of await cache.keys()) await cache.delete(old);
  await cache.put(key, new Response(blob));
}

async function* chunks(stream) {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

function start(buffer) {
  emulator = new V86({
    wasm_path: new URL("built/v86.wasm", import.meta.url).href,
    memory_size: MEMORY,
    vga_memory_size: 1 << 20,
    initial_state: { buffer },
    autostart: true,
    disable_speaker: true,
    disable_keyboard: true,
    disable_mouse: true,
    disable_jit: true, // its code would need a policy that lets pages make code
  });
  emulator.add_listener("emulator-started", () => postMessage({ started: true }));
  emulator.add_listener("serial0-output-byte", (byte) => {
    if (!pending.length) setTimeout(flush);
    pending.push(byte);
  });
}

function flush() {
  postMessage({ got: new Uint8Array(pending) });
  pending = [];
}

addEventListener("message", async ({ data }) => {
  if (data.send) {
    emulator.serial_send_bytes(0, data.send);
    return;
  }
  try {
    start(await load(data.state, data.version));
  } catch (error) {
    postMessage({ failed: String(error) });
  }
});
