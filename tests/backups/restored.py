"""Restoring in tests: a backup's folder becomes a database that a Store can open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from intake.backup.manifest import read
from intake.backup.restoring import Order, Restored, restore_file, restore_server
from intake.clock import Clock
from intake.store.copying import FILES, SQLITE
from intake.store.engine import Store


@contextmanager
def restored(
    order: Order, clock: Clock, tmp_path: Path, empty: Callable[[], str]
) -> Iterator[tuple[Store, Restored]]:
    """The database that a backup becomes, and what restoring told."""
    engine = read((order.folder / "manifest.json").read_bytes()).engine
    if engine == SQLITE:
        told, url = restore_file(order, clock, tmp_path / "new"), f"sqlite:///{tmp_path / 'new' / FILES[SQLITE]}"
    else:
        url = empty()
        told = restore_server(order, clock, url)
    store = Store(url)
    yield store, told
    store.engine.dispose()
