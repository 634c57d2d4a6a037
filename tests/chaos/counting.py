"""The sum that has to come out after each bad day: receipts given = applications stored = letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from tests.chaos.conftest import Desk
from tests.rehearsal.watching import until

RECEIVED = "申込みを受け付けました"
ALL_SENT_WITHIN = 120


def nothing_is_lost_or_double(desk: Desk, receipts: Collection[str], offered_again: int = 0) -> None:
    """AssertionError where a number differs. `offered_again` mails at most reached the mail server twice."""
    once = Counter(receipts)
    assert set(once.values()) <= {1}, "two people have the same receipt"
    assert Counter(desk.records.references()) == once
    assert Counter(desk.records.letters("received")) == once
    assert until(desk.records.everything_is_sent, ALL_SENT_WITHIN), "letters wait and are not sent"
    assert until(lambda: desk.letterbox.about(RECEIVED) == once, 10), "not the letters that were due"
    assert desk.records.deliveries() == desk.records.mails()
    assert desk.records.sent_twice() <= offered_again
    assert desk.records.trouble() == ""
