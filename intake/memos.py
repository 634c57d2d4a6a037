"""What staff note about an application: memos, and the log of who was tried to reach, how, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from intake.inquiries import WrongWords, plain_text
from intake.text import N_, Text

LONGEST_MEMO = 1000

MEANS: dict[str, Text] = {
    "phone": N_("By phone"),
    "email": N_("By e-mail"),
    "fax": N_("By fax"),
    "letter": N_("By letter"),
    "counter": N_("At the counter"),
}
"""How somebody was tried to reach."""

WHOM: dict[str, Text] = {
    "applicant": N_("The applicant"),
    "proxy": N_("Who applied for them"),
    "other": N_("Somebody else"),
}
"""Who was tried to reach; a name belongs into the words, which are sealed."""

RESULTS: dict[str, Text] = {
    "reached": N_("Reached"),
    "no_answer": N_("No answer"),
    "busy": N_("Busy"),
    "message_left": N_("Message left"),
    "wrong_number": N_("Not the right number or address"),
}
"""What came of it."""


@dataclass(frozen=True)
class Memo:
    """A note as it was written. A memo has words only; a try to reach somebody has all three codes as well."""

    text: str
    means: str = ""
    whom: str = ""
    result: str = ""

    @property
    def is_contact(self) -> bool:
        """Whether this stands in the contact log."""
        return bool(self.means)


def canonical_memo(memo: Memo) -> bytes:
    """UTF-8 JSON, the same everywhere."""
    return json.dumps(asdict(memo), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read_memo(body: bytes) -> Memo:
    """The note in a canonical body."""
    return Memo(**json.loads(body))


def memo_of(typed: Mapping[str, str]) -> Memo:
    """What a clerk typed; WrongWords when there are no words, or a try to reach somebody lacks one of its parts.

    Who chooses a way, a person or a result means the contact log, and then all three are needed.
    """
    text = plain_text("text", typed.get("text", ""), LONGEST_MEMO)
    chosen = {name: _code(name, typed.get(name, ""), among) for name, among in _PARTS.items()}
    if not any(chosen.values()):
        if not text:
            raise WrongWords("text", N_("Write the memo, or choose whom you tried to reach."))
        return Memo(text)
    for name, code in chosen.items():
        if not code:
            raise WrongWords(name, N_("The contact log needs the way, the person and the result."))
    return Memo(text, **chosen)


_PARTS = {"means": MEANS, "whom": WHOM, "result": RESULTS}


def _code(control: str, typed: str, among: Mapping[str, Text]) -> str:
    if typed and typed not in among:
        raise WrongWords(control, N_("Choose one from the list."))
    return typed
