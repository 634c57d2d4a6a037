"""The stand-in for billing: lists, the keying screen right and wrong, a registration and its comparison."""

from __future__ import annotations

from flask import Flask

from billing.database import Database
from billing.registering import register
from billing.slip import read_slip
from tests.billing.paper import SITE, SLIP, Hands, Wristwatch, reference

MANY = 55
"""More registrations than a page of the list has."""


def walk(app: Flask, books: Database, language: str) -> None:
    """Every page, as a clerk, a second clerk, the bureau and a stranger; each language has slips of its own."""
    sato, suzuki, bureau = (_signed_in(app, name, language) for name in ("sato", "suzuki", "kyoku"))
    for path in ("/registrations", "/registrations/new", "/nowhere"):
        sato.look(path)
    bureau.look("/registrations/new")
    mine = _key(sato, {"ja": 1, "en": 2}[language] * 1000)
    sato.look("/registrations")
    _compare(sato, suzuki, mine)
    bureau.look(f"/registrations/{mine}")
    for sought in ("412-070-395-7", "999"):
        sato.press("/registrations", "/registrations/search", sought=sought)
    _fill(books, language)
    for path in ("/registrations", f"/registrations?before={MANY // 2}"):
        sato.look(path)
    sato.client.get("/registrations", headers={"Host": "elsewhere.example"})


def _signed_in(app: Flask, username: str, language: str) -> Hands:
    hands = Hands(app.test_client())
    hands.client.get(f"/lang/{language}", base_url=SITE)
    hands.sign_in(username, "a wrong password")
    assert hands.sign_in(username).status_code == 303
    return hands


def _key(sato: Hands, series: int) -> int:
    """Rightly, twice, wrongly in two ways; the number of the registration."""
    made = sato.key(serial=f"{series:06d}")
    assert made.status_code == 303
    assert sato.key(serial=f"{series + 1:06d}", note="犬がいます。\n先にお電話をください。" * 5).status_code == 303
    assert sato.key(serial=f"{series:06d}").status_code == 409
    assert sato.key(**dict.fromkeys(SLIP, "")).status_code == 422
    assert sato.key(start_date_month="13", zip="1", phone="x", reference="1").status_code == 422
    sato.look(made.location)
    return int(made.location.rpartition("/")[2])


def _compare(sato: Hands, suzuki: Hands, mine: int) -> None:
    assert sato.compare(mine).status_code == 403
    suzuki.look(f"/registrations/{mine}")
    suzuki.compare(mine)
    assert suzuki.compare(mine).status_code == 409
    suzuki.look(f"/registrations/{mine}")


def _fill(books: Database, language: str) -> None:
    if language == "en":
        return
    with books.writing() as session:
        for number in range(MANY):
            typed = SLIP | {"reference": reference(500_000_000 + number), "room": str(number)}
            register(session, read_slip(typed), typed, 1, Wristwatch()())
