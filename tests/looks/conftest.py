"""The gallery of each language, a stage, and which languages this run looks at."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import Town
from tests.looks.gallery import Shown, walk
from tests.looks.inspection import Inspection, inspect
from tests.looks.living import LivingWindow, Visitor, prepared, served
from tests.looks.scope import ALL, FEW, LANGUAGES_LOOKED_AT, SOME
from tests.looks.stage import Stage
from tests.pages.conftest import another_resident, resident, window_app
from tests.pages.resident import Resident
from tests.scenery import MONDAY_NOON, PrivateKeys, StandingClock, window_settings
from webapp.app import create_app

__all__ = ["another_resident", "resident", "window_app"]

Gallery = Callable[[str], list[Shown]]


@pytest.fixture(scope="session")
def gallery(
    tmp_path_factory: pytest.TempPathFactory,
    migrated: Path,
    public_keys: PublicKeys,
    private_keys: PrivateKeys,
    town: Town,
) -> Gallery:
    """The pages of a language; each language is walked once."""

    @cache
    def of(language: str) -> list[Shown]:
        folder = tmp_path_factory.mktemp("gallery")
        shutil.copy(migrated, folder / "desk.sqlite")
        store = Store(f"sqlite:///{folder}/desk.sqlite")
        clock = StandingClock(MONDAY_NOON)
        app = create_app(window_settings(store, public_keys, town), clock)
        pages = walk(app, Resident(app.test_client(), store, private_keys.postman), store, clock, language)
        store.engine.dispose()
        return pages

    return of


@pytest.fixture(scope="module")
def stage(chromium: Browser) -> Iterator[Stage]:
    """A tab with scripts."""
    stage = Stage(chromium)
    yield stage
    stage.close()


def looked_at(pages: list[Shown]) -> list[Shown]:
    """All of them, or of each kind of page the first, or some of those."""
    if ALL:
        return pages
    kinds = [page for page in pages if page.first_of_its_kind]
    whole = not FEW and kinds[0].language == LANGUAGES_LOOKED_AT[0]
    return kinds if whole else [page for page in kinds if page.name in SOME]


@pytest.fixture(params=LANGUAGES_LOOKED_AT)
def pages(request: pytest.FixtureRequest, gallery: Gallery) -> list[Shown]:
    """Every page, once for each language that is looked at."""
    return looked_at(gallery(request.param))


@pytest.fixture(scope="session")
def inspected(chromium: Browser, gallery: Gallery) -> Callable[[str], Inspection]:
    """Everything that one visit to the pages of a language has found."""

    @cache
    def of(language: str) -> Inspection:
        stage = Stage(chromium)
        seen = inspect(stage, looked_at(gallery(language)))
        stage.close()
        return seen

    return of


@pytest.fixture(params=LANGUAGES_LOOKED_AT)
def inspection(request: pytest.FixtureRequest, inspected: Callable[[str], Inspection]) -> Inspection:
    """What was found, once for each language that is looked at."""
    return inspected(request.param)


@pytest.fixture(scope="session")
def living(
    tmp_path_factory: pytest.TempPathFactory,
    migrated: Path,
    public_keys: PublicKeys,
    private_keys: PrivateKeys,
    town: Town,
) -> Iterator[LivingWindow]:
    """A window that answers over HTTPS, with a database of its own and a clock that stands still."""
    folder = tmp_path_factory.mktemp("living")
    shutil.copy(migrated, folder / "desk.sqlite")
    store = Store(f"sqlite:///{folder}/desk.sqlite")
    server = prepared(folder)
    url = f"https://localhost:{server.bind_addr[1]}"
    settings = replace(
        window_settings(store, public_keys, town), base_url=url, posts_a_minute=9999, mails_an_hour=9999
    )
    with served(create_app(settings, StandingClock(MONDAY_NOON)), server):
        yield LivingWindow(url, store, private_keys.postman)
    store.engine.dispose()


@pytest.fixture
def visitor(chromium: Browser, living: LivingWindow) -> Iterator[Visitor]:
    """A resident with a browser of her own."""
    somebody = Visitor(chromium, living)
    yield somebody
    somebody.close()
