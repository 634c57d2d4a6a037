"""The console as it runs: over TLS, with terminals required, stopped by a signal."""

from __future__ import annotations

from pathlib import Path

import pytest
import trustme

from admin.settings import ConsoleSettings
from admin.terminals import register_terminal, revoke_terminal
from intake.clock import Clock
from intake.store.engine import Store
from tests.console.process import answer, environment, free_port, serving, status


@pytest.fixture
def environ(settings: ConsoleSettings, settings_files: Path, store: Store) -> dict[str, str]:
    return environment(settings, settings_files, free_port(), "required")


def card(authority: trustme.CA, path: Path) -> Path:
    authority.issue_cert(path.stem).private_key_and_cert_chain_pem.write_to_path(str(path))
    return path


def certificate_in(path: Path) -> str:
    text = path.read_text()
    return text[text.index("-----BEGIN CERTIFICATE-----") :]


def test_only_a_registered_terminal_gets_a_page_over_tls(
    environ: dict[str, str],
    settings: ConsoleSettings,
    authority: trustme.CA,
    store: Store,
    clock: Clock,
    tmp_path: Path,
) -> None:
    ours, foreign = card(authority, tmp_path / "ours.pem"), card(trustme.CA(), tmp_path / "foreign.pem")
    port, ca = int(environ["MIZUGUCHI_CONSOLE_PORT"]), settings.terminal_ca
    with serving(environ) as process:
        assert status(port, ca) is None
        assert status(port, ca, foreign) is None
        assert status(port, ca, ours) == 403
        register_terminal(store, "desk-1", certificate_in(ours), clock.now())
        assert status(port, ca, ours) == 200
        revoke_terminal(store, "desk-1", clock.now())
        assert status(port, ca, ours) == 403
    assert process.returncode == 0


def test_a_terminal_that_is_revoked_is_refused_at_its_next_request_and_the_others_work(
    environ: dict[str, str],
    settings: ConsoleSettings,
    authority: trustme.CA,
    store: Store,
    clock: Clock,
    tmp_path: Path,
) -> None:
    kept, lost = card(authority, tmp_path / "kept.pem"), card(authority, tmp_path / "lost.pem")
    port, ca = int(environ["MIZUGUCHI_CONSOLE_PORT"]), settings.terminal_ca
    for path in (kept, lost):
        register_terminal(store, path.stem, certificate_in(path), clock.now())
    with serving(environ):
        assert [status(port, ca, path) for path in (kept, lost)] == [200, 200]
        revoke_terminal(store, "lost", clock.now(), "supervisor 3")
        assert [status(port, ca, path) for path in (kept, lost)] == [200, 403]


def test_a_body_of_a_megabyte_gets_the_page_of_the_console_and_not_the_servers(
    settings: ConsoleSettings, settings_files: Path, store: Store
) -> None:
    told = environment(settings, settings_files, free_port(), "optional")
    port, form = int(told["MIZUGUCHI_CONSOLE_PORT"]), "x=" + "x" * 1_000_000
    with serving(told):
        for _ in range(5):
            refused = answer(port, settings.terminal_ca, form=form)
            assert refused
            assert refused[0] == 413
            assert "送られた内容が多すぎます" in refused[1]
