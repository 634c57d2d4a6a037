"""The evaluator's desk: nothing there, an application on its way, a word that is looked for, and trouble."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from intake.sealing.keys import read_public_keys
from intake.store.engine import Store
from intake.town import Town
from tests.desk import steps
from tests.desk.evaluator import ADDRESS, Evaluator
from tests.scenery import StandingClock, hand_in


def walk(app: Flask, home: Path, clock: StandingClock, town: Town, language: str) -> None:
    """Every page in a language."""
    store = Store(f"sqlite:///{home}/desk.sqlite")
    evaluator = Evaluator(app.test_client())
    evaluator.speak(language)
    evaluator.look()
    reference = hand_in(store, read_public_keys(home / "keys"), clock, town).application.reference
    evaluator.look()
    steps.deliver(store, home, reference)
    steps.print_sheet(store, clock, reference)
    evaluator.look()
    steps.complete(store, clock, reference)
    steps.type_into_billing(home, reference)
    evaluator.look()
    evaluator.search("髙﨑")
    evaluator.search("無い言葉です")
    evaluator.client.post("/search", data={"word": "一"}, base_url=ADDRESS)
    for path in ("/nowhere", "/search"):
        evaluator.client.get(path, base_url=ADDRESS)
    evaluator.client.get("/", base_url="https://elsewhere.example")
    store.engine.dispose()
