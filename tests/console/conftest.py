"""A console with four people at work, on real files, with CSRF protection on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from flask import Flask

from admin.app import create_app
from admin.settings import ConsoleSettings, Terminals
from admin.signing import Times
from admin.staff import add_account
from intake.receiving import Receipt
from intake.sealing.keys import PublicKeys, write_private
from intake.store.accounts import Role
from intake.store.engine import Store
from intake.store.rights import Process
from intake.town import SHIPPED, Town
from tests.console.clerk import PASSWORD, TOTP_SECRETS, Clerk
from tests.engines import POSTGRESQL, Copies, url_for
from tests.scenery import PrivateKeys, StandingClock, hand_in, window_settings
from webapp.app import create_app as create_window
from webapp.window import Window

SECRET = b"only for these tests, long enough"
PASSPHRASE = "only for these tests"
ROLES = dict(zip(TOTP_SECRETS, (Role.CLERK, Role.CLERK, Role.SUPERVISOR, Role.AUDITOR), strict=True))


@pytest.fixture(scope="session")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("staffed") / "desk.sqlite"
    store = Store(f"sqlite:///{path}")
    make_staffed(store)
    store.engine.dispose()
    return path


def make_staffed(store: Store) -> None:
    store.migrate()
    for username, role in ROLES.items():
        add_account(store, SECRET, username, role, PASSWORD, TOTP_SECRETS[username])


@pytest.fixture
def store(request: pytest.FixtureRequest, engine: str, staffed: Path, tmp_path: Path) -> Iterator[Store]:
    if engine == POSTGRESQL:
        copies: Copies = request.getfixturevalue("copies")
        with copies.fresh("staffed", make_staffed) as store:
            yield store
        return
    shutil.copy(staffed, tmp_path / "desk.sqlite")
    store = Store(f"sqlite:///{tmp_path}/desk.sqlite")
    yield store
    store.engine.dispose()


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="session")
def settings_files(
    tmp_path_factory: pytest.TempPathFactory, authority: trustme.CA, private_keys: PrivateKeys
) -> Path:
    folder = tmp_path_factory.mktemp("settings")
    issued = authority.issue_cert("localhost", "127.0.0.1")
    write_private(folder / "console.key", issued.private_key_pem.bytes())
    issued.cert_chain_pems[0].write_to_path(str(folder / "console.pem"))
    authority.cert_pem.write_to_path(str(folder / "terminals.pem"))
    sealed = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    pem = private_keys.office.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, sealed)
    write_private(folder / "office.key", pem)
    (folder / "public").mkdir()
    for name in ("office", "recovery", "postman"):
        write_public(folder / "public" / f"{name}.pub", getattr(private_keys, name))
    write_private(folder / "secret", SECRET)
    write_private(folder / "passphrase", PASSPHRASE.encode())
    return folder


def write_public(path: Path, key: X25519PrivateKey) -> None:
    spki = serialization.PublicFormat.SubjectPublicKeyInfo
    path.write_bytes(key.public_key().public_bytes(serialization.Encoding.PEM, spki))


@pytest.fixture
def settings(settings_files: Path, public_keys: PublicKeys, store: Store) -> ConsoleSettings:
    return ConsoleSettings(
        database=url_for(store, Process.ADMIN),
        host="127.0.0.1",
        port=8445,
        hosts=("localhost", "127.0.0.1"),
        certificate=settings_files / "console.pem",
        private_key=settings_files / "console.key",
        terminal_ca=settings_files / "terminals.pem",
        terminals=Terminals.OPTIONAL,
        secret=SECRET,
        office_key=settings_files / "office.key",
        office_passphrase=PASSPHRASE,
        keys=public_keys,
        clock_offset=timedelta(),
        town=SHIPPED,
        openings=300,
    )


@pytest.fixture
def watch() -> StandingClock:
    """The real world's time, on the wrist of the staff; another than the desk's."""
    return StandingClock(datetime(2026, 8, 1, 0, 0, tzinfo=UTC))


@pytest.fixture
def times(clock: StandingClock, watch: StandingClock) -> Times:
    return Times(clock, watch)


@pytest.fixture
def app(settings: ConsoleSettings, times: Times, store: Store) -> Flask:
    return create_app(settings, times)


@pytest.fixture
def required_app(settings: ConsoleSettings, times: Times, store: Store) -> Flask:
    return create_app(replace(settings, terminals=Terminals.REQUIRED), times)


Enter = Callable[[str], Clerk]


@pytest.fixture
def enter(app: Flask, watch: StandingClock) -> Enter:
    """Somebody signs in; the minute that passes keeps the codes of later sign-ins fresh."""

    def signed_in(username: str) -> Clerk:
        clerk = Clerk(app.test_client(), watch, username)
        clerk.client.environ_base["HTTPS"] = "on"
        watch.pass_by(minutes=1)
        assert clerk.sign_in().status_code == 303
        return clerk

    return signed_in


@pytest.fixture
def sato(enter: Enter) -> Clerk:
    return enter("sato")


@pytest.fixture
def suzuki(enter: Enter) -> Clerk:
    return enter("suzuki")


@pytest.fixture
def tanaka(enter: Enter) -> Clerk:
    return enter("tanaka")


@pytest.fixture
def kansa(enter: Enter) -> Clerk:
    return enter("kansa")


@pytest.fixture
def window(store: Store, public_keys: PublicKeys, town: Town, clock: StandingClock) -> Window:
    """The resident's window over the same file, with connections of its own."""
    window: Window = create_window(window_settings(store, public_keys, town), clock).extensions["window"]
    return window


@pytest.fixture
def receipt(store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town) -> Receipt:
    return hand_in(store, public_keys, clock, town)


@pytest.fixture
def reference(receipt: Receipt) -> str:
    return receipt.application.reference
