"""The console as it runs: over TLS, with terminals required, stopped by a signal."""

from __future__ import annotations

from pathlib import Path

import pytest
import trustme

from admin.settings import ConsoleSettings
from admin.terminals import register_terminal, revoke_terminal
from intake.clock import Clock
from intake.store.engine import Store
from tests.console.process import environment, free_port, serving, status


@pytest.fixture
def environ(settings: ConsoleSettings, settings_files: Path, store: Store) -> dict[str, str]:
    return environment(settings, settings_files, free_port(), "required")


def card(authority: trustme.CA, path: Path) -> Path:
    authority.issue_cert("terminal-1").private_key_and_cert_chain_pem.write_to_path(str(path))
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
