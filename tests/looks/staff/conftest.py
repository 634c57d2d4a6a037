"""The pages of each room that staff or evaluators use, in each language that this run looks at."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import trustme

from admin.terminals import register_terminal
from billing.app import create_app as create_billing
from billing.database import Database
from billing.settings import BillingSettings
from evidence.app import create_app as create_desk
from intake.town import Town
from tests.billing.conftest import prepared
from tests.billing.paper import Wristwatch
from tests.console.conftest import authority, settings_files, staffed
from tests.desk.homes import furnish, settings_at
from tests.hostile.house import build
from tests.looks.scope import ALL
from tests.looks.staff import billing, desk, mailbox
from tests.looks.staff.camera import Camera
from tests.looks.staff.console import Days
from tests.looks.staff.rooms import STATIC, Room
from tests.scenery import MONDAY_NOON, PrivateKeys, StandingClock

__all__ = ["authority", "prepared", "settings_files", "staffed"]

LANGUAGES = ("ja", "en")
Walk = Callable[[Path], Camera]


@pytest.fixture(scope="session")
def all_languages() -> bool:
    """Whether everything is asked in each language; else the console's forms are sent in Japanese only."""
    return ALL


@pytest.fixture(scope="session")
def console_walk(
    staffed: Path,
    settings_files: Path,
    private_keys: PrivateKeys,
    authority: trustme.CA,
    town: Town,
    all_languages: bool,
) -> Walk:
    """Some days of four people at the console."""

    def walk(folder: Path) -> Camera:
        house = build(folder, staffed, settings_files, private_keys, town)
        camera = Camera(house.console, every=all_languages)
        for name in ("desk-1", "desk-2"):
            certificate = authority.issue_cert(name).cert_chain_pems[0].bytes().decode()
            register_terminal(house.store, name, certificate, house.clock.now())
        for language in LANGUAGES if all_languages else LANGUAGES[:1]:
            Days(house, language).all()
        house.store.engine.dispose()
        return camera

    return walk


@pytest.fixture(scope="session")
def billing_walk(prepared: Path) -> Walk:
    """Slips are typed and compared."""

    def walk(folder: Path) -> Camera:
        shutil.copy(prepared, folder / "billing.db")
        files = folder / "certificate.pem", folder / "key.pem"
        settings = BillingSettings(
            f"sqlite:///{folder}/billing.db", "only-for-this-test-" * 3, *files, "localhost", 8443
        )
        app, books = create_billing(settings, Wristwatch()), Database(settings.database_url)
        camera = Camera(app)
        for language in LANGUAGES:
            billing.walk(app, books, language)
        books.close()
        return camera

    return walk


@pytest.fixture(scope="session")
def desk_walk(migrated: Path, town: Town) -> Walk:
    """An evaluator follows an application."""

    def walk(folder: Path) -> Camera:
        homes = {language: furnish(folder / language) for language in LANGUAGES}
        apps = {language: create_desk(settings_at(home)) for language, home in homes.items()}
        camera = Camera(*apps.values())
        for language, home in homes.items():
            shutil.copy(migrated, home / "desk.sqlite")
            desk.walk(apps[language], home, StandingClock(MONDAY_NOON), town, language)
        return camera

    return walk


@pytest.fixture(scope="session")
def mailbox_walk() -> Walk:
    """Somebody reads mails."""

    def walk(folder: Path) -> Camera:
        app, shelf = mailbox.opened(folder)
        camera = Camera(app)
        for language in LANGUAGES:
            mailbox.walk(app, shelf, language)
        return camera

    return walk


@pytest.fixture(scope="session")
def rooms(
    tmp_path_factory: pytest.TempPathFactory,
    console_walk: Walk,
    billing_walk: Walk,
    desk_walk: Walk,
    mailbox_walk: Walk,
) -> Callable[[str], Room]:
    """A room by its name; each is walked through once."""
    walks = {"console": console_walk, "billing": billing_walk, "desk": desk_walk, "mailbox": mailbox_walk}

    @cache
    def room(name: str) -> Room:
        camera = walks[name](tmp_path_factory.mktemp(name))
        return Room(name, camera.pages, camera.missing())

    return room


@pytest.fixture(scope="module", params=STATIC)
def room(request: pytest.FixtureRequest, rooms: Callable[[str], Room]) -> Room:
    """Every room."""
    return rooms(request.param)
