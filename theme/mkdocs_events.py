"""The one module that knows MkDocs: its events, and what they have made by render/.

One build makes both sites: the Chinese one, and at its end the English one in its folder
`en/`. MkDocs calls these functions at the events of their names; whoever moves on from
MkDocs replaces this module, the templates and mkdocs.yml.
"""

import logging
import mimetypes
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urljoin

from jinja2 import BytecodeCache, FileSystemLoader
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.utils import get_relative_url

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # however mkdocs was started
from harness.results import evidence, files  # noqa: E402
from theme.render import (  # noqa: E402
    assets,
    headings,
    lab,
    matrix,
    navigation,
    notebook,
    search,
    tables,
)
from theme.render.allowed import refuse_foreign  # noqa: E402
from theme.render.figures import put_figures  # noqa: E402
from theme.render.kept import Kept, digest, digest_of  # noqa: E402
from theme.render.listing import TRACE, listed_in, put_listings  # noqa: E402
from theme.render.page import Fault, Page, Site, files_below  # noqa: E402
from theme.render.policy import put_policy  # noqa: E402
from theme.render.runs import drawn_of, run_page  # noqa: E402
from theme.render.timeline.perfetto import perfetto  # noqa: E402
from theme.render.words import TABLE, script, words  # noqa: E402

log = logging.getLogger("mkdocs.hooks.mkdocs_events")
# Of theme/, for the build alone; and Material's search, in whose place ours is.
UNSEEN = ("figures/", "styles/", "words.toml", "terms.txt")
UNSEEN += ("assets/javascripts/workers/", "assets/javascripts/lunr/")


class Compiled(dict, BytecodeCache):
    """Keeps the compiled templates of one site for the other, and for a rebuild."""

    def load_bytecode(self, bucket):
        bucket.code = self.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket):
        self[bucket.key, bucket.checksum] = bucket.code


class Templates(FileSystemLoader):
    """Doesn't list Material's ten thousand icons, of which MkDocs would take none."""

    def list_templates(self) -> list[str]:
        names = set()
        for path in self.searchpath:
            for folder, inside, here in os.walk(path):
                inside[:] = [each for each in inside if not each.startswith(".")]
                within = Path(folder).relative_to(path)
                names |= {(within / each).as_posix() for each in here}
        return sorted(names)


class Rendering:
    """A template that isn't rendered again for what it was rendered for."""

    def __init__(self, template):
        self.template = template

    def render(self, context) -> str:
        """`kept`, in the context of a page: its name, and the digest of all that the
        template sees."""
        if "kept" not in context:
            return self.template.render(context)
        return State.kept.get(*context["kept"], lambda: self.template.render(context))


@dataclass
class Made:
    """A page as MkDocs has it after Markdown, and what is made of it afterwards."""

    own: Page
    content: str
    toc: object
    title: str | None
    anchors: set[str]
    links: dict[str, dict[str, str]]
    sections: list[search.Section]
    filled: tuple[str, str] = ("", "")  # a digest, and what is shown

    @classmethod
    def of(cls, page, own: Page, html: str) -> "Made":
        links = page.links_to_anchors or {}
        return cls(
            own,
            html,
            page.toc,
            page._title_from_render,
            page.present_anchor_ids,
            {file.src_uri: anchors for file, anchors in links.items()},
            search.sections(html),
        )

    def put_into(self, page, config, files) -> None:
        """Does what page.render() does."""
        page.content, page.toc = self.content, self.toc
        page._title_from_render = self.title
        page.present_anchor_ids = self.anchors
        page.links_to_anchors = {
            files.get_file_from_path(path): links for path, links in self.links.items()
        }


Later = dict[str, Callable[[], Any]]


class State:
    """What lasts from one event to another."""

    served = False  # by `mkdocs serve`
    listening = False  # and it has begun to
    english = Event()  # that site is as new as the Chinese one
    aside: Thread | None = None  # builds it, while `mkdocs serve` shows the Chinese one
    templates = Compiled()
    kept = Kept()
    later: Later = {}  # what `mkdocs serve` makes when it is asked for, by address
    coming: Later  # the same, of the build that isn't at its end
    programs: str  # the digest of all programs, and of what belongs to them
    site: Site  # of this build
    shared: str  # the digest of what all pages of this build are made of
    has_lab: bool  # whether the laboratory is built
    digests: dict[str, str]  # of pages, by the path of their source; of one language
    around: str  # the digest of what stands around these pages
    pages: dict[str, Page]  # by the path of their source; of one language
    index: search.Index  # of that language
    nav: Navigation


# --- The build --------------------------------------------------------------------------


def on_startup(command, dirty):
    """Notes whether this is `mkdocs serve`; the English site always says "build"."""
    State.served = State.served or command == "serve"


def on_config(config):
    """Puts words of the language where MkDocs and Material take them from their
    configuration; leaves the edit pencil out where no repository is known."""
    if State.served and not State.listening:
        _refuse_if_taken(*config.dev_addr)
    State.listening = State.served
    language = config.theme["language"]
    if language == "zh":
        words.cache_clear()  # `mkdocs serve` builds anew when the table is edited
    text = words(language)
    if not config.repo_url:
        config.edit_uri = None
    if language == "en":
        docs = Path(config.docs_dir)
        config.nav = _or_stop(navigation.in_english, config.nav, docs)
    for scheme, each in zip(("system", "light", "dark"), config.theme["palette"]):
        each["toggle"]["name"] = text["page"][scheme]
    config.mdx_configs["toc"]["permalink_title"] = text["headings"]["permalink"]
    get_env = config.theme.get_env
    config.theme.get_env = lambda: _with_loader(get_env(), config.theme.dirs)
    return config


def _with_loader(env, folders):
    env.loader = Templates(folders)
    return env


def _refuse_if_taken(host: str, port: int) -> None:
    """Else MkDocs builds the site, and says then that it can't serve it."""
    with suppress(OSError), socket.create_connection((host, port), timeout=1):
        raise PluginError(
            f"{host}:{port} is taken by another program; take another port:"
            f"  make serve PORT={port + 1}  or  mkdocs serve -a {host}:{port + 1}"
        )


def on_pre_build(config):
    """The Chinese build is the first of the two; the English one shows the same."""
    State.pages, State.digests = {}, {}
    said = Path(config.docs_dir).with_name("search.toml")
    State.index = search.Index(config.theme["language"], said)
    if config.theme["language"] == "zh":
        State.kept.begin()
        State.has_lab = lab.is_built(Path(config.config_file_path).parent)
        State.coming = {}
        folder, found = _folder(config, "snippets"), digest_of(_result_files(config))
        State.programs = digest_of(files_below(folder))
        results = State.kept.get("results", found, partial(_results, config))
        State.site = State.kept.get(
            "site",
            digest(State.programs, found),
            lambda: Site(folder, results, found),
        )


def on_env(env, config, files):
    env.bytecode_cache = State.templates
    language = config.theme["language"]
    env.globals["words"] = words(language)
    env.globals["other_words"] = words(headings.other(language))  # 404 says both
    rendered: dict[tuple, str] = {}

    def once(*key, caller):
        """{% call once(…) %}: what is rendered once for all that give the same key."""
        if key not in rendered:
            rendered[key] = caller()
        return rendered[key]

    env.globals["once"] = once
    env.globals["has_lab"] = State.has_lab
    get_template = env.get_template

    def for_page(name, parent=None, globals=None):
        template = get_template(name, parent, globals)
        return template if parent else Rendering(template)  # else part of another

    env.get_template = for_page
    templates = digest_of((ROOT / "theme").rglob("*.html"))
    State.around = digest(_titles(State.nav.items), templates)
    return env


def on_files(files, config):
    """Adds what is made of the project's files, once for both languages; drops what only
    the build reads."""
    for file in [each for each in files if each.src_uri.startswith(UNSEEN)]:
        files.remove(file)
    if config.theme["language"] == "zh":
        snippets = State.site.folder
        for path in sorted(snippets.rglob("*.py")):
            name = f"snippets/{path.relative_to(snippets).as_posix()}"
            files.append(File.generated(config, name, abs_src_path=str(path)))
        make = partial(assets.archive, snippets)
        archive = partial(State.kept.get, "snippets.zip", State.programs, make)
        State.coming["snippets.zip"] = archive
        made = {"snippets.zip": b"" if State.served else archive()}
    else:
        made = {}
    made |= {
        "assets/site.css": assets.stylesheet(),
        "assets/words.js": script("replay"),
    }
    root = Path(config.config_file_path).parent
    if config.theme["language"] == "zh" and State.has_lab:
        made["lab/words.js"] = script("lab")
        for name, path in lab.served(root).items():
            files.append(File.generated(config, name, abs_src_path=str(path)))
    for name, content in made.items():
        files.append(File.generated(config, name, content=content))
    State.shared = digest(
        config.theme["language"],
        [each.src_uri for each in files.documentation_pages()],
        sorted(State.site.files),
        digest_of([*root.glob("mkdocs*.yml"), *(root / "theme").rglob("*.svg"), TABLE]),
    )
    return files


def on_nav(nav, config, files):
    State.nav = nav
    return nav


def on_post_build(config):
    """Mends what was built; at the end of the Chinese site the English one follows, and
    then the policy for both.

    `mkdocs serve` adds a script to each page that no hash can name in advance: there
    the pages have no policy.
    """
    site = Path(config.site_dir)
    assets.minify(site)
    _write_search(config, site)
    _write_runs(config, site)
    if config.theme["language"] == "zh":
        State.later = State.coming
        if State.aside:
            State.aside = Thread(target=_build_english_aside, args=[config])
            State.aside.start()
        else:
            _build_english(config)
        if not State.served:
            _or_stop(put_policy, site)


def on_serve(server, config, builder):
    """Answers for what is made when it is asked for: between two edits hardly any is. The
    English site is built after the Chinese one is shown; who asks for it waits."""
    files, build_both = server.get_app(), server.builder
    State.english.set()
    State.aside = Thread()
    State.aside.start()

    def answer(environ, start_response):
        name = environ["PATH_INFO"].removeprefix(server.mount_path)
        if name.startswith("en/"):
            State.english.wait()
        content = _made_later(name)
        if content is None:
            return files(environ, start_response)
        kind = mimetypes.guess_type(name)[0]
        start_response("200 OK", [("Content-Type", kind)])
        return [content if isinstance(content, bytes) else content.encode()]

    def build_in_turn():
        State.aside.join()
        State.english.clear()
        build_both()

    server.set_app(answer)
    server.builder = build_in_turn
    return server


def _made_later(name: str) -> str | bytes | None:
    """Returns the content of a file that `mkdocs serve` doesn't write."""
    if make := State.later.get(name):
        return make()
    language, search_folder, file = name.rpartition("search/")
    make = State.later.get(language + search_folder)
    return make().get(file) if make else None


def _write_search(config, site: Path) -> None:
    """Writes the index of the search."""
    index = State.index
    _or_stop(index.check)
    _write(site / "search/search_index.json", index.stub())
    whole = digest([*State.digests.values()], digest_of([index.said, search.TERMS]))
    make = partial(State.kept.get, f"search {index.language}", whole, index.files)
    if State.served:
        State.coming[_below_root(config, "search/")] = make
        return
    for name, text in make().items():
        _write(site / "search" / name, text)


def _write_runs(config, site: Path) -> None:
    """Writes the page of the runs of each snippet that a page shows; and once for both
    languages, its timelines as a file."""
    found = [*sorted(site.glob("assets/stylesheets/*.css")), site / "assets/site.css"]
    styles = [each.relative_to(site).as_posix() for each in found]
    for page, name in _shown():
        snippet = State.site.snippets[name]
        here = f"runs/{snippet.slug}.html"
        ways = [get_relative_url(each, here) for each in styles]
        back = get_relative_url(f"{page.url}#{name}", here)
        goal = lab.goal_of(name)
        language = config.theme["language"]
        programs = [State.site.digests.get(each) for each in (name, goal)]
        whole = digest(programs, State.shared, ways, back)
        made = {here: partial(run_page, snippet, State.site, language, ways, back)}
        timelines = drawn_of(snippet, State.site, language) if language == "zh" else {}
        if timelines:
            made[f"runs/{snippet.slug}{TRACE}"] = partial(perfetto, timelines)
        if language == "zh" and State.has_lab:
            make = partial(lab.program, snippet, State.site.snippets.get(goal))
            made[f"lab/programs/{name}.json"] = make
        for address, make in made.items():
            if State.served:
                address = _below_root(config, address)
                State.coming[address] = partial(State.kept.get, address, whole, make)
            else:
                _write(site / address, make())


def _below_root(config, address: str) -> str:
    """Returns an address of this language as one of the whole site."""
    return f"en/{address}" if config.theme["language"] == "en" else address


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _build_english(config):
    log.info("The English site follows")
    english = load_config(
        config_file=str(Path(config.config_file_path).with_name("mkdocs.en.yml")),
        site_dir=os.path.join(config.site_dir, "en"),
        strict=config.strict,
    )
    if config.site_url:
        english.site_url = config.site_url.rstrip("/") + "/en/"
    english.plugins.on_startup(command="build", dirty=False)
    try:
        build(english)
    finally:
        english.plugins.on_shutdown()


def _build_english_aside(config):
    try:
        _build_english(config)
    except MkDocsException:  # it is said already
        log.error("The English pages will appear stuck until that is resolved")
    else:
        State.english.set()


def _folder(config, key: str) -> Path:
    """Returns a folder that mkdocs.yml names, relative to itself, under `extra`."""
    return Path(config.config_file_path).parent / str(config.extra[key])


def _results(config) -> list[dict]:
    """Returns the results that the build shows: those of the folder RESULTS alone; else
    the repository's evidence, and what test runs have left since."""
    folder = _folder(config, "results")
    if not os.environ.get("RESULTS"):
        return _or_stop(evidence.read, _evidence(config)) + _or_stop(files.read, folder)
    if not folder.is_dir():
        raise PluginError(
            f"RESULTS={folder}: there is no such folder; expected one of .json files from"
            " a test run; leave RESULTS out to use results/"
        )
    return _or_stop(files.read, folder)


def _evidence(config) -> Path:
    return _folder(config, "snippets") / evidence.EVIDENCE.name


def _result_files(config) -> list[Path]:
    return [_evidence(config), *_folder(config, "results").glob("*.json")]


def _or_stop(make, *arguments, **options):
    """Returns what `make` returns; what is wrong stops the build with its message alone."""
    try:
        return make(*arguments, **options)
    except ValueError as error:
        raise PluginError(str(error)) from None


# --- A page -----------------------------------------------------------------------------


def on_page_read_source(page, config):
    """Returns the Markdown of a notebook; None for all other pages."""
    if not page.file.src_uri.endswith(".ipynb"):
        return None
    page.__dict__.pop("render", None)  # mkdocs-jupyter's own rendering
    name = Path(page.file.src_uri).name
    text = words(config.theme["language"])
    return notebook.as_markdown(page.file.content_string, name, text)


def on_page_markdown(markdown, page, config, files):
    """Leaves places for what is made past Markdown."""
    language, source = config.theme["language"], page.file.src_uri
    State.digests[source] = _digest_of(markdown, page)
    if made := State.kept.find(f"{language}/{source}", State.digests[source]):
        State.pages[source] = made.own
        page.render = partial(made.put_into, page)
        return markdown
    root = _way_to_root(page, language)
    runs = root + _below_root(config, "runs/")
    to_matrix = get_relative_url("matrix/", page.url)
    is_matrix = "<!-- matrix -->" in markdown
    own = Page(State.site, language, root, runs, to_matrix, is_matrix)
    State.pages[source] = own
    for put in (put_figures, put_listings):
        try:
            markdown = put(markdown, own)
        except Fault as fault:
            where = _line_of(page, markdown, fault.offset)
            raise PluginError(f"{where}: {fault}") from None
    leave, results = own.places.leave, own.site.reports
    for comment, place in {
        "<!-- build-figures -->": leave(lambda: tables.figures(own), searched=True),
        "<!-- interpreters -->": leave(lambda: tables.interpreters(own), searched=True),
        "<!-- left-out -->": leave(lambda: tables.shares(own), searched=True),
        "<!-- matrix -->": leave(
            lambda: matrix.matrix(own.text, results, _listings(page.url))
        ),
    }.items():
        markdown = markdown.replace(comment, place)
    return markdown


def _digest_of(markdown: str, page) -> str:
    """Returns the digest of all that a page is made of, but for the template."""
    parts = [page.file.src_uri, markdown, State.shared]
    parts += map(State.site.digests.get, listed_in(markdown))
    if "<!--" in markdown:  # a table of the whole site
        parts += State.site.digests.values()
    return digest(parts)


def _titles(items) -> list:
    """Returns the navigation as text: the English one takes titles from the pages."""
    return [
        (each.title, getattr(each, "url", ""), _titles(each.children or ()))
        for each in items
    ]


def on_page_content(html, page, config, files):
    """Fills the places that readers search, where the page is Markdown and no more."""
    source = page.file.src_uri
    name = f"{config.theme['language']}/{source}"
    made = State.kept.find(name, State.digests[source])
    if not made:
        own = State.pages[source]
        _or_stop(refuse_foreign, html, f"docs/{name}", own.places.mark)
        html = _or_stop(own.places.fill, html, searched=True)
        made = Made.of(page, own, html)
        State.kept.keep(name, State.digests[source], made)
    State.index.pages[page.url] = made.sections
    return html


def on_page_context(context, page, config, nav):
    """Fills the other places, after the search index was fed; ties the page to its twin.

    For the templates: `twin` (way, canonical address and language of the other page)
    and `root` (the way to the root of the whole site).
    """
    source, language = page.file.src_uri, config.theme["language"]
    own = State.pages[source]
    made = State.kept.find(f"{language}/{source}", State.digests[source])
    way = headings.way_to_twin(own.root, page.url, language)
    others = digest(_listings(page.url)) if own.lists_all else "none"
    if made.filled[0] != others:
        filled = own.places.fill(page.content, searched=False)
        filled = headings.link_headings(filled, way, language, own.text)
        made.filled = others, filled
    page.content = made.filled[1]
    context["twin"] = {"url": way, "lang": headings.other(language)}
    if page.canonical_url:
        context["twin"]["canonical"] = urljoin(page.canonical_url, way)
    context["root"] = own.root
    # What a reader chooses (a tab, the colours) is kept for both languages at once.
    config.extra["scope"] = own.root or "."
    meta = sorted(page.meta.items())
    seen = digest(State.digests[source], others, meta, State.around)
    context["kept"] = f"{language}/{page.url}", seen
    return context


def _way_to_root(page, language: str) -> str:
    """Returns the way from a page to the root of the whole site: `../../`.

    The whole site is the Chinese one; the English one lies in its folder `en/`.
    """
    url = page.url.strip("./")
    return "../" * (url.count("/") + (url != "") + (language == "en"))


def _line_of(page, markdown: str, offset: int) -> str:
    """Names a place in a page's text: `docs/zh/process/pid.md:12`.

    The text that events see begins after the front matter, the file doesn't.
    """
    source = page.file.content_string
    start = max(source.find(page.markdown), 0)
    line = source.count("\n", 0, start) + markdown.count("\n", 0, offset) + 1
    return f"{os.path.relpath(page.file.abs_src_path)}:{line}"


def _shown() -> Iterator:
    """Yields each snippet with the page that it belongs to, in the order of the pages."""
    for page in State.nav.pages:
        folder = page.file.src_uri.rpartition(".")[0] + "/"
        for name in State.pages[page.file.src_uri].listed:
            if name.startswith(folder) and name in State.site.snippets:
                yield page, name


def _listings(here: str) -> matrix.Rows:
    """Returns the way from the page `here` to each listing, in the order of the pages."""
    rows: matrix.Rows = {}
    for page, name in _shown():
        way = get_relative_url(f"{page.url}#{name}", here)
        rows.setdefault(page.parent.title, {})[name.removesuffix(".py")] = way
    return rows
