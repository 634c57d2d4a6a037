"""The migrations and the settings."""

import os

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from billing.database import Database
from billing.schema import bring_up_to_date
from billing.settings import PREFIX, BillingSettings, SettingsRefused
from billing.tables import Base


def environment(settings: BillingSettings) -> dict[str, str]:
    secret = settings.certificate.with_name("session-secret")
    secret.touch(mode=0o600)
    secret.write_text(settings.session_secret)
    return {
        PREFIX + "DATABASE_URL": settings.database_url,
        PREFIX + "SESSION_SECRET_FILE": os.fspath(secret),
        PREFIX + "CERTIFICATE": os.fspath(settings.certificate),
        PREFIX + "PRIVATE_KEY": os.fspath(settings.private_key),
        PREFIX + "HOST": settings.host,
        PREFIX + "PORT": str(settings.port),
    }


def test_the_migrations_make_the_tables_that_the_classes_describe(database: Database) -> None:
    bring_up_to_date(database)
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_the_settings_are_read_from_the_environment_and_show_no_secret(settings: BillingSettings) -> None:
    read = BillingSettings.from_environment(environment(settings))
    assert read == settings
    assert settings.session_secret not in repr(read)


@pytest.mark.parametrize(
    "name", ["DATABASE_URL", "SESSION_SECRET_FILE", "CERTIFICATE", "PRIVATE_KEY", "HOST", "PORT"]
)
def test_a_missing_setting_stops_the_start_and_is_named(settings: BillingSettings, name: str) -> None:
    told = environment(settings)
    del told[PREFIX + name]
    with pytest.raises(SettingsRefused, match=PREFIX + name):
        BillingSettings.from_environment(told)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgresql://elsewhere"),
        ("SESSION_SECRET_FILE", "/nowhere"),
        ("CERTIFICATE", "/nowhere"),
        ("PORT", "70000"),
    ],
)
def test_an_unusable_setting_is_named_without_its_value(settings: BillingSettings, name: str, value: str) -> None:
    with pytest.raises(SettingsRefused) as refusal:
        BillingSettings.from_environment({**environment(settings), PREFIX + name: value})
    assert PREFIX + name in str(refusal.value)
    assert value not in str(refusal.value)


def test_a_short_secret_is_refused_without_being_shown(settings: BillingSettings) -> None:
    told = environment(settings)
    settings.certificate.with_name("session-secret").write_text("too-short")
    with pytest.raises(SettingsRefused) as refusal:
        BillingSettings.from_environment(told)
    assert "too-short" not in str(refusal.value)
