"""Builds the laboratory: a Linux with CPython, saved while it waits for a program.

    make lab               lab/built/, from the packages that packages.txt pins
    make lab ARGS=--pin    writes packages.txt anew, with the newest of them

    guest/    what runs in the guest: process 1, the saved interpreter, what a run is told
    save.mjs  starts the guest under Node, and saves it
    page/     what runs in the reader's tab: the button, the panel, the emulator's worker

It needs an x86 machine with Debian or Ubuntu and the programs of NEEDS, and no root. The
packages come from the Debian mirror that this machine uses, or from $LAB_MIRROR; if they
have gone from there, that is an error, and with LAB_OPTIONAL=1 a line that says so. Equal
inputs make an equal system, byte for byte (lab/built/machine.json has the sums); the saved
machine isn't equal, since it has run: it holds the time, and what a run leaves in memory.
"""

import hashlib
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
BUILT = HERE / "built"  # what the site serves
WORK = ROOT / ".cache/lab"  # all that is needed to make it
PINNED = HERE / "packages.txt"
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
# Of programs, by the package of Debian or Ubuntu that brings it.
NEEDS = {
    "apt-get": "apt",
    "dpkg-deb": "dpkg",
    "gcc": "gcc",
    "node": "nodejs",
    "npm": "npm",
    "zstd": "zstd",
}
PYTHON = "python3.15"
LIBRARIES = (
    "libc.so.6 libm.so.6 libgcc_s.so.1 libz.so.1 libexpat.so.1 libffi.so.8 libzstd.so.1"
)
# What no program of the site imports, below the standard library.
UNUSED = """
    test idlelib tkinter ensurepip pydoc_data turtledemo turtle.py venv profiling _pyrepl
    sqlite3 curses dbm wsgiref xmlrpc pydoc.py doctest.py pdb.py mailbox.py unittest email
    xml http zipfile tarfile.py imaplib.py smtplib.py poplib.py ftplib.py nntplib.py
    telnetlib.py pickletools.py optparse.py statistics.py cProfile.py profile.py pstats.py
    trace.py zipapp.py pyclbr.py modulefinder.py _pyio.py _pydatetime.py
    _sysconfigdata* config-* lib-dynload/_test* lib-dynload/_xx* lib-dynload/xx*
    lib-dynload/_curses* lib-dynload/_dbm* lib-dynload/_gdbm* lib-dynload/_ssl*
    lib-dynload/_sqlite3* lib-dynload/_bz2* lib-dynload/_lzma* lib-dynload/_codecs_*
    lib-dynload/_multibytecodec* lib-dynload/readline* lib-dynload/_tkinter*
    lib-dynload/_uuid* lib-dynload/_hashlib* lib-dynload/_ctypes_test*
    lib-dynload/_remote_debugging*
""".split()
ENCODINGS = """
    __init__ aliases ascii latin_1 utf_8 utf_8_sig utf_16 utf_16_le utf_16_be utf_32
    utf_32_le utf_32_be idna punycode unicode_escape raw_unicode_escape cp437 cp1252 gbk
""".split()
OFFER = """\
实验室里的软件 · The software of the laboratory

你的浏览器运行的是下面这些包，版本见 machine.json，没有改动。它们的源码是 Debian 同名源码包的同一版本
（https://snapshot.debian.org/）；本站的人也会应要求提供，有效三年：在本站的代码仓库里提出来即可。

Your browser runs the packages below, unchanged; machine.json has their versions. Their
source is that of Debian's source packages of the same versions, which
https://snapshot.debian.org/ keeps; whoever asks for it in the repository of this site gets
it from its authors, for at least three years.

"""
# Modules whose lines a traceback shows keep their source.
SOURCES = re.compile(
    r"(multiprocessing|concurrent|asyncio)/|(threading|pickle|queue)\.py$"
)


def main() -> None:
    if sys.argv[1:] != ["--pin"] and is_built():
        return say(f"{BUILT} is up to date")
    refuse_if_missing()
    (BUILT / "machine.json").unlink(missing_ok=True)  # it comes last
    WORK.mkdir(parents=True, exist_ok=True)
    say("Fetching the packages of Debian, 32 bits")
    apt = private_apt()
    if sys.argv[1:] == ["--pin"]:
        return pin(apt)
    packages = fetch(apt)
    say("Fetching v86 and the editor from npm")
    run("npm", "ci", "--silent", cwd=HERE)
    say("Making the guest's file system")
    system = make_system(packages)
    say("Compiling its modules")
    compile_modules(system)
    initrd = WORK / "initrd"
    initrd.write_bytes(cpio(system))
    say("Bundling the editor")
    BUILT.mkdir(exist_ok=True)
    esbuild = HERE / "node_modules/.bin/esbuild"
    options = ["--bundle", "--format=esm", "--minify", "--legal-comments=none", "--log-level=warning"]  # fmt: skip
    run(esbuild, HERE / "page/editor.js", *options, f"--outfile={BUILT / 'editor.js'}")
    emulator = HERE / "node_modules/v86/build"
    shutil.copy(emulator / "v86.wasm", BUILT)
    shutil.copy(emulator / "libv86.mjs", BUILT / "v86.js")  # some hosts know no .mjs
    say("Starting the machine, and saving it")
    for name, path in parts_of_boot().items():
        shutil.copy(path, WORK / name)
    run("node", HERE / "save.mjs", WORK, BUILT)
    say("Compressing it")
    state = WORK / "state.bin"
    how = ["-q", "-f", "-19", "--long=27", "-T0"]
    run("zstd", *how, state, "-o", BUILT / "state.bin.zst")
    write_licences(packages)
    (BUILT / "machine.json").write_text(json.dumps(facts(initrd), indent=1) + "\n")
    sizes = {path.name: path.stat().st_size for path in sorted(BUILT.iterdir())}
    say("Done: " + ", ".join(f"{name} {size:,}" for name, size in sizes.items()))


def say(words: str) -> None:
    print(f"==> {words}  ({time.monotonic() - BEGAN:.0f} s)", flush=True)


BEGAN = time.monotonic()


def run(*command, **options) -> str:
    """Runs a command; ends all with its own words if it fails. Returns what it printed."""
    done = subprocess.run(
        [*map(str, command)], text=True, stdout=subprocess.PIPE, **options
    )
    if done.returncode:
        sys.exit(
            f"{' '.join(map(str, command))}\nfailed with {done.returncode}:\n{done.stdout}"
        )
    return done.stdout


def refuse_if_missing() -> None:
    missing = [package for name, package in NEEDS.items() if not shutil.which(name)]
    if not KEYRING.exists():
        missing.append("debian-archive-keyring")
    if os.uname().machine not in ("x86_64", "i686"):
        sys.exit(f"make lab needs an x86 machine, for it runs 32-bit programs; this is {os.uname().machine}")  # fmt: skip
    if missing:
        sys.exit(
            f"make lab needs more; type:\n    sudo apt-get install {' '.join(missing)}"
        )


# --- Packages -----------------------------------------------------------------------


def private_apt() -> dict[str, str]:
    """Returns the environment of an apt that knows no package of this machine, but where
    its mirror is."""
    apt = WORK / "apt"
    for name in ("lists/partial", "cache/archives/partial"):
        (apt / name).mkdir(parents=True, exist_ok=True)
    (apt / "status").touch()
    suites = sorted({suite for _, _, suite, _ in pinned()})
    source = f"[arch=i386 signed-by={KEYRING}] {mirror()}"
    lines = [f"deb {source} {suite} main\n" for suite in suites]
    (apt / "sources.list").write_text("".join(lines))
    (apt / "apt.conf").write_text(
        f'Dir::State "{apt}"; Dir::State::lists "{apt}/lists";'
        f' Dir::State::status "{apt}/status"; Dir::Cache "{apt}/cache";\n'
        f'Dir::Etc::sourcelist "{apt}/sources.list"; Dir::Etc::sourceparts "/dev/null";\n'
        'Dir::Etc::preferences "/dev/null"; Dir::Etc::preferencesparts "/dev/null";\n'
        'APT::Architecture "i386"; APT::Architectures "i386"; APT::Sandbox::User "";\n'
        # What is fetched is checked by its sum: a release file may be some days old.
        'Acquire::Languages "none"; Acquire::Check-Valid-Until "false";\n'
    )
    return os.environ | {"APT_CONFIG": str(apt / "apt.conf")}


def mirror() -> str:
    if own := os.environ.get("LAB_MIRROR"):
        return own
    release = Path("/etc/os-release").read_text()
    if re.search(r"^ID=debian$", release, re.MULTILINE):
        name = re.search(r"^VERSION_CODENAME=(.*)$", release, re.MULTILINE)[1]
        form = ("--format", "$(RELEASE) $(REPO_URI)", "Identifier: Packages")
        for line in run("apt-get", "indextargets", *form).splitlines():
            if line.startswith(f"{name} "):
                return line.split()[1]
    return "http://deb.debian.org/debian"


def pinned() -> list[list[str]]:
    """Returns the lines of packages.txt: name, version, suite, SHA-256."""
    lines = PINNED.read_text().splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


def fetch(apt: dict[str, str]) -> dict[str, Path]:
    """Returns the packages' files by their names; ends if one is not what is pinned."""
    debs = WORK / "debs"
    debs.mkdir(exist_ok=True)
    files = {
        name: debs / f"{name}_{version.replace(':', '%3a')}_{suite}.deb"
        for name, version, suite, _ in pinned()
    }
    missing = [each for each in pinned() if not files[each[0]].exists()]
    if missing and subprocess.run(["apt-get", "-qq", "update"], env=apt).returncode:
        gone(f"{mirror()} doesn't have what {PINNED} asks for.")
    for name, version, _, _ in missing:
        inside = WORK / "fetched"
        shutil.rmtree(inside, ignore_errors=True)
        inside.mkdir()
        done = subprocess.run(
            ["apt-get", "-qq", "download", f"{name}={version}"], cwd=inside, env=apt
        )
        if done.returncode:
            gone(f"{PINNED}: {name} {version} is not on {mirror()} (any more).")
        [path] = inside.iterdir()
        path.replace(files[name])
    for name, version, _, digest in pinned():
        if (found := sha256(files[name])) != digest:
            sys.exit(f"{files[name]}: {name} {version} has the SHA-256 {found}, expected {digest}, by {PINNED}")  # fmt: skip
    return files


def gone(what: str) -> None:
    """Ends: without the laboratory, if that is allowed."""
    if os.environ.get("LAB_OPTIONAL") == "1":
        shutil.rmtree(BUILT, ignore_errors=True)
        say(f"{what}\n==> LAB_OPTIONAL=1: the site goes without the laboratory")
        sys.exit()
    sys.exit(
        f"{what}\nTry another mirror, such as one that keeps old packages:  LAB_MIRROR=URL make lab\n"
        f"or take the newest, and review the change:  make lab ARGS=--pin"
    )


def pin(apt: dict[str, str]) -> None:
    """Writes packages.txt anew, with the newest version of each."""
    run("apt-get", "-qq", "update", env=apt)
    lines = [each for each in PINNED.read_text().splitlines() if each.startswith("#")]
    for name, _, suite, _ in pinned():
        shown = run("apt-cache", "madison", name, env=apt)
        versions = [line.split("|")[1].strip() for line in shown.splitlines() if f" {suite}/" in line]  # fmt: skip
        facts = run("apt-cache", "show", f"{name}={versions[0]}", env=apt)
        digest = re.search(r"^SHA256: (\w+)$", facts, re.MULTILINE)[1]
        lines.append(f"{name} {versions[0]} {suite} {digest}")
    PINNED.write_text("\n".join(lines) + "\n")
    say(f"Wrote {PINNED}")


def is_built() -> bool:
    """Whether it is there, made of the files as they are."""
    told = BUILT / "machine.json"
    return told.exists() and json.loads(told.read_text()).get("made_of") == digest()


def digest() -> str:
    """Returns the digest of the project's files of which it is made."""
    own = [HERE / "build.py", HERE / "save.mjs", HERE / "package-lock.json", PINNED]
    own += [*sorted((HERE / "guest").iterdir()), HERE / "page/editor.js"]
    own += [ROOT / name for name in of_the_project()]
    parts = [path.read_bytes() for path in own if path.is_file()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# --- The guest's file system --------------------------------------------------------


def make_system(packages: dict[str, Path]) -> Path:
    """Returns the folder that becomes the guest's root."""
    system, unpacked = WORK / "system", WORK / "unpacked"
    for folder in (system, unpacked):
        shutil.rmtree(folder, ignore_errors=True)
    for path in packages.values():
        run("dpkg-deb", "-x", path, unpacked)
    libraries, own = system / "usr/lib/i386-linux-gnu", unpacked / "usr"
    for name in ("usr/bin", "usr/lib/i386-linux-gnu", "lab", "dev", "proc", "sys", "tmp", "home"):  # fmt: skip
        (system / name).mkdir(parents=True)
    for name, to in {"lib": "usr/lib", "bin": "usr/bin", "usr/bin/python3": PYTHON}.items():  # fmt: skip
        (system / name).symlink_to(to)
    shutil.copy(own / "bin" / PYTHON, system / "usr/bin")
    for name in LIBRARIES.split():
        shutil.copy(own / "lib/i386-linux-gnu" / name, libraries)
    shutil.copy(own / "lib/i386-linux-gnu/ld-linux.so.2", system / "usr/lib")
    shutil.copytree(
        own / "lib" / PYTHON, system / "usr/lib" / PYTHON, symlinks=True, ignore=unused
    )
    for path in (system / "usr/lib" / PYTHON / "encodings").iterdir():
        if path.stem not in ENCODINGS:
            path.unlink()
    for path in (system / "usr/lib" / PYTHON).rglob("*"):
        if path.is_symlink() and not path.exists():  # to what is left out
            path.unlink()
    for path in sorted((HERE / "guest").glob("*.py")):
        shutil.copy(path, system / "lab")
    for name in of_the_project():
        to = system / "lab" / name
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, to)
    flags = "-m32 -O1 -shared -fPIC -nostdlib -ffreestanding -fno-stack-protector -fcf-protection=none -fno-tree-loop-distribute-patterns -Wall -Werror"  # fmt: skip
    run("gcc", *flags.split(), "-o", system / "lab/unx.so", HERE / "guest/unx.c")
    return system


def unused(folder: str, names: list[str]) -> set[str]:
    """Tells copytree what of the standard library stays out."""
    library = WORK / "unpacked/usr/lib" / PYTHON
    here = Path(folder).relative_to(library)
    return {
        name
        for name in names
        if any(
            (here / name).match(each)
            and len((here / name).parts) == each.count("/") + 1
            for each in UNUSED
        )  # fmt: skip
    }


def of_the_project() -> list[str]:
    """Returns the files by which the guest traces, compares and draws: the harness's and
    the theme's own, as the checker and the site use them."""
    patterns = ["harness/*.py", "harness/run/**/*.py", "harness/trace/*.py"]
    patterns += ["theme/words.toml", "theme/__init__.py", "theme/render/__init__.py"]
    patterns += ["theme/render/words.py", "theme/render/timeline/*.py"]
    found = [path for pattern in patterns for path in sorted(ROOT.glob(pattern))]
    return [path.relative_to(ROOT).as_posix() for path in found]


def compile_modules(system: Path) -> None:
    """Compiles by the guest's own Python, which this machine runs too; keeps the source
    only of what tracebacks show."""
    loader = system / "usr/lib/ld-linux.so.2"
    python = [loader, "--library-path", system / "usr/lib/i386-linux-gnu", system / "usr/bin" / PYTHON]  # fmt: skip
    library = system / "usr/lib" / PYTHON
    how = ["-q", "-s", system, "-p", "/", "--invalidation-mode", "unchecked-hash"]
    environment = {"PYTHONHOME": str(system / "usr"), "PATH": os.environ["PATH"], "PYTHONHASHSEED": "0"}  # fmt: skip
    run(*python, "-m", "compileall", *how, library, system / "lab", env=environment)
    for path in sorted(library.rglob("*.py")):
        if not SOURCES.search(path.relative_to(library).as_posix()):
            tag = PYTHON.replace("python", "cpython-").replace(".", "")
            compiled = path.parent / "__pycache__" / f"{path.stem}.{tag}.pyc"
            compiled.replace(path.with_suffix(".pyc"))
            path.unlink()
    for path in sorted(library.rglob("__pycache__")):
        if not any(path.iterdir()):
            path.rmdir()


def cpio(folder: Path) -> bytes:
    """Returns a folder as an archive for the kernel (newc): sorted, without times and
    owners, so that equal files make equal bytes."""
    parts = []

    def add(number: int, name: str, mode: int, content: bytes) -> None:
        encoded = name.encode() + b"\0"
        fields = [number, mode, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(encoded), 0]
        head = b"070701" + b"".join(b"%08X" % each for each in fields) + encoded
        parts.extend([head, bytes(-len(head) % 4), content, bytes(-len(content) % 4)])

    for number, path in enumerate(sorted(folder.rglob("*")), start=1):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            add(number, name, stat.S_IFLNK | 0o777, os.readlink(path).encode())
        elif path.is_dir():
            add(number, name, stat.S_IFDIR | 0o755, b"")
        else:
            executable = path.parent.name == "bin" or ".so" in path.name or path.name == "agent.py"  # fmt: skip
            add(number, name, stat.S_IFREG | (0o755 if executable else 0o644), path.read_bytes())  # fmt: skip
    add(0, "TRAILER!!!", 0, b"")
    return b"".join(parts)


def parts_of_boot() -> dict[str, Path]:
    """Returns what save.mjs starts the machine with."""
    unpacked = WORK / "unpacked"
    [kernel] = (unpacked / "boot").glob("vmlinuz-*")
    bios = unpacked / "usr/share/seabios"
    return {
        "vmlinuz": kernel,
        "bios.bin": bios / "bios.bin",
        "vgabios.bin": bios / "vgabios-stdvga.bin",
    }


# --- What it is made of -------------------------------------------------------------


def write_licences(packages: dict[str, Path]) -> None:
    """Writes the licences of all that is shipped, as their packages have them."""
    parts = []
    for name in sorted(packages):
        path = WORK / "unpacked/usr/share/doc" / name / "copyright"
        text = path.read_text("utf-8")
        parts.append(f"{'=' * 78}\nDebian package {name}\n{'=' * 78}\n\n{text}")
    for path in sorted((HERE / "node_modules").glob("**/LICENSE*")):
        name = path.parent.relative_to(HERE / "node_modules").as_posix()
        if "esbuild" not in name:  # which makes the bundle, and isn't in it
            parts.append(f"{'=' * 78}\nnpm package {name}\n{'=' * 78}\n\n{path.read_text('utf-8')}")  # fmt: skip
    text = OFFER + "\n\n".join(parts)
    (BUILT / "licences.txt").write_text(text, encoding="utf-8")


def facts(initrd: Path) -> dict:
    """Returns what pages and readers want to know of the machine: its file, the bytes that
    are loaded with it, a version for caches, and what it was made of."""
    lock = json.loads((HERE / "package-lock.json").read_text())["packages"]
    state = BUILT / "state.bin.zst"
    columns = ("name", "version", "suite", "sha256")
    [python] = [
        version for name, version, _, _ in pinned() if name == f"{PYTHON}-minimal"
    ]
    return {
        "state": state.name,
        "size": state.stat().st_size,
        "version": sha256(state)[:12],
        "python": python.partition("-")[0],
        "made_of": digest(),
        "initrd": sha256(initrd),
        "debian": [dict(zip(columns, each)) for each in pinned()],
        "npm": {
            name.removeprefix("node_modules/"): each["version"]
            for name, each in lock.items()
            if name
        },
    }


if __name__ == "__main__":
    main()
