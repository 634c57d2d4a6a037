"""What each process can know is what `simulation.zones` tells it; here the drawing is held against that text."""

import pytest

from simulation.ports import Ports
from simulation.zones import ZONES, environment

VALUES = {
    "path": "/usr/bin",
    "home": "/home/demo",
    "clock_offset": "0",
    "town": "/home/demo/town.toml",
    "terminals": "optional",
    "links": "{}",
    "database": "sqlite:////home/demo/desk.sqlite",
    "backup_database": "sqlite:////home/demo/desk.sqlite",
    **{door: str(port) for door, port in Ports.counted_from(8443).by_door().items()},
}


def told(process: str) -> str:
    return " ".join(f"{name}={value}" for name, value in environment(process, VALUES).items())


@pytest.mark.parametrize("process", ZONES)
def test_every_word_of_the_drawing_has_a_value(process: str) -> None:
    assert "{home}" not in told(process)


@pytest.mark.parametrize("process", ZONES)
def test_no_process_is_told_of_the_recovery_key(process: str) -> None:
    assert "recovery" not in told(process)


@pytest.mark.parametrize(
    ("secret", "holders"),
    [
        ("keys/office", {"admin"}),
        ("keys/postman", {"postman"}),
        ("secrets/webapp", {"webapp"}),
        ("secrets/console", {"admin"}),
        ("secrets/smtp", {"postman", "mailbox"}),
        ("secrets/billing", {"billing"}),
        ("desk.sqlite", {"webapp", "admin", "postman", "housekeeper", "desk"}),
        ("billing.sqlite", {"billing"}),
    ],
)
def test_a_secret_is_known_to_its_holders_only(secret: str, holders: set[str]) -> None:
    assert {process for process in ZONES if secret in told(process)} == holders


def test_each_server_has_a_private_key_of_its_own() -> None:
    for process in ZONES:
        others = {f"tls/{name}.key" for name in ZONES if name != process}
        assert not [key for key in others if key in told(process)]
