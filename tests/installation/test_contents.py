"""An image holds the rooms of its process and no other. `make images` looks into the built ones."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.installation.contents import ROOT, code_in, stages
from tests.installation.declared import DOCKER

ROOMS = {
    "webapp": {"intake", "webapp"},
    "admin": {"intake", "admin", "emails"},
    "postman": {"intake", "emails"},
    "housekeeper": {"intake"},
    "billing": {"billing"},
    "relay-placeholder": {"intake", "simulation"},
    "nginx": set(),
}
ALL = {"intake", "webapp", "admin", "emails", "billing", "simulation", "evidence", "tests"}


def rooms_in(image: str) -> set[str]:
    return {path.split("/")[0] for path in code_in(image)} & ALL


@pytest.mark.parametrize("image", ROOMS)
def test_an_image_holds_the_rooms_of_its_process_and_no_other(image: str) -> None:
    assert rooms_in(image) == ROOMS[image]


def test_what_opens_sealed_records_for_others_is_not_in_the_public_image() -> None:
    held = code_in("webapp")
    assert "webapp/own_copy.py" in held
    assert not {path for path in held if path.startswith(("admin/", "emails/", "simulation/"))}
    assert "admin/unseal.py" in code_in("admin")
    assert "emails/postman.py" in code_in("postman")


def test_of_the_post_room_the_console_has_the_outbox_and_nothing_that_opens_a_mail() -> None:
    held = {path for path in code_in("admin") if path.startswith("emails/")}
    assert held == {"emails/__init__.py", "emails/outbox.py", "emails/spacing.py"}


@pytest.mark.parametrize("image", ROOMS)
def test_an_image_has_every_module_of_ours_that_its_modules_import(image: str) -> None:
    held = code_in(image)
    for path in (path for path in held if path.endswith(".py")):
        for module in imported(ROOT / path):
            if module.split(".")[0] in ROOMS[image]:
                assert {f"{module.replace('.', '/')}.py", f"{module.replace('.', '/')}/__init__.py"} & held, path


def imported(path: Path) -> set[str]:
    """The modules that a file names; `from room import module` counts as both."""
    found = set[str]()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


@pytest.mark.parametrize("image", ROOMS)
def test_an_image_runs_as_somebody_with_a_number_of_his_own_and_tells_whether_it_works(image: str) -> None:
    said = "\n".join(stages()[image].said)
    users = {line for stage in stages().values() for line in stage.said if line.startswith("USER ")}
    assert len(users) == len(ROOMS)
    assert sum(line.startswith("USER 1000") for line in said.splitlines()) == 1
    assert "HEALTHCHECK" in said


def test_no_image_but_the_workshops_gets_what_installs() -> None:
    for image in ROOMS:
        assert "workshop" not in {stages()[image].base, *stages()[image].taken_from}
        assert "python3-venv" not in "".join(stages()[image].said)
    assert (
        "pip uninstall --quiet --yes hatchling editables pip setuptools" in (DOCKER / "install-rooms").read_text()
    )


def test_hadolint_has_nothing_to_say() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([hadolint, DOCKER / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_what_the_builder_is_sent_holds_no_secret_and_nothing_compiled() -> None:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    assert lines[1] == "*"
    assert {"docker/secrets", "docker/public", "**/__pycache__", "**/*.mo"} <= set(lines)
    sent = {line[1:] for line in lines if line.startswith("!")}
    assert sent == {path.split("/")[0] for stage in stages().values() for path in stage.copied}


def test_a_room_that_is_there_in_part_brings_no_command(tmp_path: Path) -> None:
    for path in code_in("admin"):
        if path.split("/")[0] in ROOMS["admin"]:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes((ROOT / path).read_bytes())
    asked = (
        "import click; from intake.commands import mizuguchi as all; print(all.list_commands(click.Context(all)))"
    )
    line = [sys.executable, "-c", asked]
    isolated = {"PYTHONPATH": str(tmp_path), "PYTHONSAFEPATH": "1"}
    told = subprocess.run(line, cwd=tmp_path, env=isolated, capture_output=True, text=True, check=True).stdout
    assert "console" in told
    assert "postman" not in told
