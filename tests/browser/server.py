"""Serves a built site as it is published: below a path, with its 404.html."""

import gzip
import sys
import threading
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.site.fixtures import REPO_URL, SITE_URL

TYPES = {
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".ipynb": "application/json",
    ".js": "text/javascript",
    ".json": "application/json",
    ".py": "text/x-python; charset=utf-8",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
    ".zip": "application/zip",
}


class Server(ThreadingHTTPServer):
    """Serves a folder below a path, and answers with the nearest 404.html."""

    daemon_threads = True

    def __init__(self, folder: Path, path: str, compress: bool = False):
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder = folder
        self.path = path
        self.compress = compress
        self.origin = f"http://127.0.0.1:{self.server_port}"
        self.url = self.origin + path
        self.log: list[str] = []  # what was asked for, in order

    def handle_error(self, request, client_address):
        """Says nothing of a browser that left a page before all of it had come."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def file(self, name: str) -> Path | None:
        """Returns the file that is served as `name`."""
        if name == "" or name.endswith("/"):
            name += "index.html"
        path = self.folder / name
        inside = not name.startswith("/") and ".." not in name.split("/")
        return path if inside and path.is_file() else None

    def not_found(self, name: str) -> Path:
        """Returns the 404.html of the innermost folder that has one."""
        folders = [self.folder / part for part in Path(name).parents]
        pages = [folder / "404.html" for folder in folders]
        return next(page for page in pages if page.is_file())

    @cache
    def body(self, path: Path) -> bytes:
        """Returns a file as if it had been built for this address, and for GitHub."""
        body = path.read_bytes()
        if path.suffix in (".html", ".xml"):
            body = body.replace(SITE_URL.encode(), self.url.encode())
            body = body.replace(
                REPO_URL.encode(), b"https://github.com/octocat/example"
            )
        return body

    @cache
    def weight(self, name: str) -> int:
        """Returns how many bytes the file is that is served as `name`, compressed."""
        return len(self.compressed(self.file(name)))

    @cache
    def compressed(self, path: Path) -> bytes:
        return gzip.compress(self.body(path), 6)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self):
        path = unquote(urlsplit(self.path).path)
        name = path.removeprefix(self.server.path)
        self.server.log.append(name)
        if not path.startswith(self.server.path):
            return self.answer(404, b"outside of the site", ".txt")
        if not path.endswith("/") and self.server.file(f"{name}/"):
            return self.answer(301, b"", ".txt", Location=f"{path}/")
        if file := self.server.file(name):
            body, headers = self.server.body(file), {}
            if self.server.compress and "gzip" in self.headers.get(
                "Accept-Encoding", ""
            ):
                body, headers = (
                    self.server.compressed(file),
                    {"Content-Encoding": "gzip"},
                )
            return self.answer(200, body, file.suffix, **headers)
        missing = self.server.not_found(name or "x")
        return self.answer(404, self.server.body(missing), missing.suffix)

    def answer(self, status: int, body: bytes, suffix: str, **headers: str):
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(body)))
        # Each visit is a first one, but what a page asks for twice comes once, as elsewhere:
        # Material makes the addresses of stylesheets absolute, and would move the page.
        self.send_header("Cache-Control", "max-age=1")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Keeps the terminal quiet."""


@contextmanager
def serve(folder: Path, path: str, compress: bool = False):
    """`compress`: as servers do; the tests have no need of it."""
    server = Server(folder, path, compress)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
