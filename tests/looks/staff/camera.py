"""Keeps the pages that an application gives out, so that a browser can be shown them again."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from flask import Flask, Response, request, template_rendered

from tests.looks.gallery import Shown

TAG = re.compile(r"<[^>]*>")
VALUES = re.compile(r' (?!class|lang|role|type|aria-current|aria-invalid)[a-z-]+="[^"]*"')
EXTENDED = re.compile(r'{% extends "([^"]+)" %}')


class Camera:
    """Stands before applications that have answered nobody yet.

    It keeps a page that shows something that no page has shown before; with `every` also the same things put
    together in another way. Pages that differ in words alone are one page.
    """

    def __init__(self, *apps: Flask, every: bool = False) -> None:
        self.pages: list[Shown] = []
        self.templates: set[str] = set()
        self._folder = Path(apps[0].root_path) / str(apps[0].template_folder)
        self._every = every
        self._seen: set[str] = set()
        self._names: Counter[str] = Counter()
        for app in apps:
            app.after_request(self._keep)
            template_rendered.connect(self._rendered, app)

    def missing(self) -> list[str]:
        """Templates of whole pages that no kept page was made from."""
        files = {path.name: path.read_text(encoding="utf-8") for path in self._folder.glob("*.html")}
        frames = {name for text in files.values() for name in EXTENDED.findall(text)}
        pages = {name for name, text in files.items() if "{% extends" in text or "<!doctype html>" in text}
        as_they_are = {name for name in pages if any(files[name] == page.html for page in self.pages)}
        return sorted(pages - frames - self.templates - as_they_are)

    def _rendered(self, _app: Flask, template: object, **_context: object) -> None:
        self.templates.add(str(getattr(template, "name", "")))

    def _keep(self, response: Response) -> Response:
        if response.mimetype == "text/html" and response.status_code not in range(300, 400):
            html = response.get_data(as_text=True)
            if self._is_new(html):
                self._add(html, dict(response.headers), f"{request.endpoint or 'nowhere'} {response.status_code}")
        return response

    def _is_new(self, html: str) -> bool:
        tags = TAG.findall(VALUES.sub("", html))
        things = {f"{_language(html)} {tag}" for tag in tags}
        whole = "".join([_language(html), *tags])
        new = bool(things - self._seen) or (self._every and whole not in self._seen)
        self._seen |= things | {whole}
        return new

    def _add(self, html: str, headers: dict[str, str], name: str) -> None:
        self._names[name] += 1
        if self._names[name] > 1:
            name += f" ({self._names[name]})"
        self.pages.append(Shown(name, _language(html), request.path, html, headers))


def _language(html: str) -> str:
    return html.partition('<html lang="')[2].partition('"')[0]
