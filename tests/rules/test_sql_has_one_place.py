"""SQL is spoken in intake.store, and in the billing island. Rehearsal and evaluator may ask both by themselves."""

import ast
from pathlib import Path

import pytest

import intake

HOUSE = Path(intake.__file__).parents[1]
ROOMS = ("intake", "webapp", "admin", "emails")
FILES = sorted(
    file
    for room in ROOMS
    for file in (HOUSE / room).rglob("*.py")
    if HOUSE / "intake" / "store" not in file.parents
)


def imported(tree: ast.AST) -> set[str]:
    """Everything that a file takes from SQLAlchemy, as module.name."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
            found |= {f"{node.module}.{name.name}" for name in node.names}
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names if name.name.startswith("sqlalchemy")}
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(HOUSE)))
def test_other_rooms_know_a_session_and_no_sql(file: Path) -> None:
    assert imported(ast.parse(file.read_text(encoding="utf-8"))) <= {"sqlalchemy.orm.Session"}
