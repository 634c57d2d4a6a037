"""The office's key goes last, when the protocol is signed: a run that is cut off there needs it no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from admin.handover import erasing, protocol
from admin.handover.erasing import Order, finish
from admin.handover.protocol import BEGUN, PROTOCOL, SIGNED, read_signed
from admin.handover.trouble import HandoverTrouble
from tests.handover.conftest import Contractor
from tests.handover.ending import Erases, rows

pytestmark = pytest.mark.usefixtures("no_pdf")


def _before(path: Path) -> None:
    raise KeyboardInterrupt


def _half(path: Path) -> None:
    path.write_bytes(b"half a key")
    raise KeyboardInterrupt


def _after(path: Path) -> None:
    path.unlink()
    raise KeyboardInterrupt


@pytest.mark.parametrize("breaks", [_before, _half, _after])
def test_a_run_cut_off_at_the_offices_key_ends_without_it(
    order: Order, erases: Erases, key_file: Path, monkeypatch: pytest.MonkeyPatch, breaks: Callable[[Path], None]
) -> None:
    with monkeypatch.context() as spoilt:
        spoilt.setattr(erasing, "destroy", breaks)
        with pytest.raises(KeyboardInterrupt):
            erases(order)
    assert (order.out / SIGNED).exists()
    assert not (order.out / PROTOCOL).exists()
    assert finish(order.out)
    assert not key_file.exists()
    assert read_signed(order.out, order.proof.signer).files[-1].path == str(key_file)
    assert not (order.out / BEGUN).exists()
    assert not (order.out / SIGNED).exists()


def test_a_run_cut_off_while_it_signs_is_taken_up_with_the_key(
    order: Order, erases: Erases, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(path: Path, content: bytes) -> None:
        if path.name == SIGNED:
            path.write_bytes(content[:10])
            raise KeyboardInterrupt
        path.write_bytes(content)

    with monkeypatch.context() as spoilt:
        spoilt.setattr(protocol, "write_private", cut_off)
        order.out.mkdir()
        with pytest.raises(KeyboardInterrupt):
            erases(order)
    assert finish(order.out) is None
    assert key_file.exists()
    erases(order)
    assert read_signed(order.out, order.proof.signer)


def test_every_other_key_goes_before_the_one_that_signs(
    order: Order, erases: Erases, key_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, gone = tmp_path / "postman.key", list[str]()
    other.write_bytes(b"another stand-in")

    def told(path: Path) -> None:
        gone.append(path.name)
        assert (order.out / SIGNED).exists() is (path == key_file)
        path.unlink()

    monkeypatch.setattr(erasing, "destroy", told)
    erases(replace(order, keys=[key_file.parent, other]))
    assert gone == ["postman.key", "office.key"]


def test_what_can_not_be_written_over_stops_it_before_anything_is_gone(
    contractor: Contractor, order: Order, erases: Erases, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(contractor.store)
    monkeypatch.setattr("admin.handover.reach.os.access", lambda path, _: Path(path) != key_file.parent)
    with pytest.raises(HandoverTrouble, match="can't be written over and removed"):
        erases(order)
    assert rows(contractor.store) == before
    assert key_file.exists()
    assert not (order.out / BEGUN).exists()
