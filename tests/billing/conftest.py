import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme
from flask import Flask

from billing.app import create_app
from billing.database import Database
from billing.schema import bring_up_to_date
from billing.settings import BillingSettings
from billing.staff import Role, add_person
from tests.billing.paper import PASSWORD, Hands, Wristwatch

PEOPLE = {"sato": Role.CLERK, "suzuki": Role.CLERK, "kyoku": Role.BUREAU}


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("billing") / "prepared.db"
    books = Database(f"sqlite:///{path}")
    bring_up_to_date(books)
    with books.writing() as session:
        for username, role in PEOPLE.items():
            add_person(session, username, PASSWORD, role, Wristwatch()())
    books.close()
    return path


@pytest.fixture(scope="session")
def certificate(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of the server; its key lies beside it."""
    issued, path = authority.issue_cert("localhost"), tmp_path_factory.mktemp("tls") / "certificate.pem"
    path.with_name("key.pem").touch(mode=0o600)
    issued.private_key_pem.write_to_path(str(path.with_name("key.pem")))
    for part in issued.cert_chain_pems:
        part.write_to_path(str(path), append=True)
    return path


@pytest.fixture
def settings(certificate: Path, tmp_path: Path) -> BillingSettings:
    key, database = certificate.with_name("key.pem"), f"sqlite:///{tmp_path / 'billing.db'}"
    return BillingSettings(database, "only-for-this-test-" * 3, certificate, key, "localhost", 8443)


@pytest.fixture
def database(settings: BillingSettings, prepared: Path) -> Iterator[Database]:
    books = Database(settings.database_url)
    shutil.copy(prepared, str(books.engine.url.database))
    yield books
    books.close()


@pytest.fixture
def watch() -> Wristwatch:
    return Wristwatch()


@pytest.fixture
def app(settings: BillingSettings, database: Database, watch: Wristwatch) -> Flask:
    return create_app(settings, watch)


@pytest.fixture
def stranger(app: Flask) -> Hands:
    return Hands(app.test_client())


@pytest.fixture
def signed_in(app: Flask) -> Callable[[str], Hands]:
    def hands_of(username: str) -> Hands:
        hands = Hands(app.test_client())
        assert hands.sign_in(username).status_code == 303
        return hands

    return hands_of


@pytest.fixture
def sato(signed_in: Callable[[str], Hands]) -> Hands:
    return signed_in("sato")


@pytest.fixture
def suzuki(signed_in: Callable[[str], Hands]) -> Hands:
    return signed_in("suzuki")


@pytest.fixture
def bureau(signed_in: Callable[[str], Hands]) -> Hands:
    return signed_in("kyoku")
