// node save.mjs WORK BUILT: starts the guest, saves an interpreter in it as an executable,
// tries the three start methods, and saves the machine as WORK/state.bin.
import fs from "node:fs";

const [, , work, built] = process.argv;
const MB = 1 << 20;
const MEMORY = 192; // as machine.js has it
const LIMIT = 580; // seconds for all of it
const PRELOAD =
  "os io types signal threading subprocess runpy importlib.util multiprocessing.spawn multiprocessing.resource_tracker multiprocessing.popen_spawn_posix multiprocessing.popen_fork multiprocessing.connection multiprocessing.queues multiprocessing.synchronize multiprocessing.popen_forkserver multiprocessing.forkserver multiprocessing.pool multiprocessing.managers multiprocessing.shared_memory multiprocessing.sharedctypes concurrent.futures.process concurrent.futures.thread queue traceback linecache pkgutil typing contextlib functools json atexit random tempfile _posixshmem _colorize";
const CMDLINE = [
  "rootfstype=ramfs rdinit=/lab/agent.py console=ttyS0 quiet", // a tmpfs takes half of the memory
  "norandmaps nokaslr vdso32=0", // the saved interpreter stays where it was
  "tsc=reliable mitigations=off init_on_alloc=0 audit=0 random.trust_cpu=on",
  "pci=off acpi=off noapic nolapic",
].join(" ");

import { V86 } from "v86";

const read = (name) => ({
  buffer: new Uint8Array(fs.readFileSync(`${work}/${name}`)).buffer,
});
const emulator = new V86({
  wasm_path: `${built}/v86.wasm`,
  memory_size: MEMORY * MB,
  vga_memory_size: MB,
  autostart: true,
  acpi: false,
  bios: read("bios.bin"),
  vga_bios: read("vgabios.bin"),
  bzimage: read("vmlinuz"),
  initrd: read("initrd"),
  disable_speaker: true,
  disable_keyboard: true,
  disable_mouse: true,
  cmdline: CMDLINE,
});

let got = "";
let said = "";
let wake = () => {};
emulator.add_listener("serial0-output-byte", (byte) => {
  got += String.fromCharCode(byte);
  wake();
});
setTimeout(() => {
  console.error(
    `No answer of the guest within ${LIMIT} s. Its last words:\n${got.slice(-3000)}`,
  );
  process.exit(1);
}, LIMIT * 1000);

/** Waits until a word of the agent has come with all its bytes; returns these. */
function answer(word) {
  return new Promise((resolve) => {
    wake = () => {
      const found = new RegExp(`(?:^|\\n|\\})${word} (\\d+)\\n`).exec(got);
      const start = found && found.index + found[0].length;
      if (!found || got.length < start + Number(found[1])) return;
      const told = got.slice(start, start + Number(found[1]));
      said = got.slice(0, found.index); // what came before it: output
      got = "";
      wake = () => {};
      resolve(told);
    };
    wake();
  });
}

async function ask(request) {
  const data = Buffer.from(JSON.stringify(request));
  emulator.serial_send_bytes(0, Buffer.concat([Buffer.from(`${data.length}\n`), data]));
  return JSON.parse(Buffer.from(await answer("result"), "latin1"));
}

async function execute(code) {
  const { output } = await ask({ do: "execute", code });
  if (output) console.log(output.trimEnd());
  if (output.includes("Traceback")) process.exit(1);
}

const began = performance.now();
const say = (words) =>
  console.log(`${words} (${((performance.now() - began) / 1000).toFixed(1)} s)`);

await answer("ready");
say("The guest has started");
await execute(`import os, subprocess
environment = {"PATH": "/usr/bin", "HOME": "/root", "LANG": "C.UTF-8", "TERM": "dumb", "PRELOAD": "${PRELOAD}", "PAD": "x" * 60000}
print(subprocess.run(["/usr/bin/python3", "/lab/image.py"], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout)
os.unlink("/usr/bin/python3")
os.symlink("python3-image", "/usr/bin/python3")
os.stat("/usr/bin/python3-image")
os.unlink("/lab/unx.so")`);
say("The interpreter is saved");

// A program of the site, which is no part of the machine.
const NAME = "exitcode.py";
const SNIPPET = new URL(`../snippets/process/exitcode/${NAME}`, import.meta.url);
const PROGRAM = fs.readFileSync(SNIPPET, "utf-8");
for (const method of ["fork", "spawn", "forkserver"]) {
  const count = emulator.get_instruction_counter();
  const told = await ask({
    do: "run",
    files: { [NAME]: PROGRAM },
    program: NAME,
    method,
    compare: false,
    language: "zh",
    now: Math.floor(Date.now() / 1000),
  });
  const took = (emulator.get_instruction_counter() - count) / 1e6;
  say(`${method}: ${took.toFixed(0)} million instructions`);
  if (told.status !== 0 || !told.figure?.includes("<svg")) {
    console.error(`${method} failed: ${JSON.stringify(told)}\n${said}`);
    process.exit(1);
  }
}

// Free memory becomes zeros, which take no room.
await execute(`import ctypes, os
libc = ctypes.CDLL(None)
os.mkdir("/zeros")
libc.mount(b"zeros", b"/zeros", b"tmpfs", 0, b"size=100%")
free = next(int(line.split()[1]) for line in open("/proc/meminfo") if line.startswith("MemFree"))
with open("/zeros/file", "wb", 0) as file:
    for _ in range((free - 4000) // 64):
        file.write(bytes(65536))
libc.umount(b"/zeros")
os.rmdir("/zeros")`);
await emulator.stop();
fs.writeFileSync(`${work}/state.bin`, Buffer.from(await emulator.save_state()));
say("The machine is saved");
process.exit(0);
