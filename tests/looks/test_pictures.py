"""Pictures of every page for people to look at; they are kept in a folder, with a sheet that shows them all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.looks.gallery import Shown
from tests.looks.stage import Stage

FOLDER = Path(os.environ.get("PICTURES", "var/pictures"))
SHEET = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<h1>{title}</h1>{pictures}</html>
"""
PICTURE = (
    '<figure><figcaption>{name}</figcaption><img src="{name}" width="{width}" loading="lazy" alt=""></figure>\n'
)


@pytest.mark.pictures
@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_has_its_picture(
    stage: Stage, gallery: Callable[[str], list[Shown]], language: str, width: int
) -> None:
    folder = FOLDER / f"{language}-{width}"
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"{number:03}-{shown.file_name}.png" for number, shown in enumerate(gallery(language))]
    for shown, name in zip(gallery(language), names, strict=True):
        stage.at_width(width)
        stage.show(shown).screenshot(path=folder / name, full_page=True)
    sheet = "".join(PICTURE.format(name=name, width=width // 2) for name in names)
    (folder / "index.html").write_text(SHEET.format(title=folder.name, pictures=sheet), encoding="utf-8")
    assert all((folder / name).stat().st_size > 5000 for name in names)
