"""What a clerk sent after the sitting had ended comes back in a form, and stays words there."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.hostile.canary import Canary
from tests.hostile.corpus import Payload
from tests.hostile.house import House
from tests.hostile.raid import joined
from tests.hostile.showing import GROWN
from tests.hostile.test_walk import press, quiet_about, sign_in
from tests.hostile.watching import Chromium, Heard, watched
from tests.scenery import hand_in

LONGEST_QUESTION = 1900


def test_what_is_sent_too_late_is_shown_again_as_words(
    quiet: House, corpus: list[Payload], chromium: Chromium, canary: Canary
) -> None:
    """In a browser without the policy, so that nothing but escaping stands between the words and a script."""
    reference = hand_in(quiet.store, quiet.keys.public(), quiet.clock, quiet.town).application.reference
    words = next(joined([payload for payload in corpus if payload.is_line], LONGEST_QUESTION))
    heard = Heard()

    def look(browser: Browser) -> list[str]:
        with quiet.served() as origin, watched(browser, heard, policy=False) as context:
            page = context.new_page()
            sign_in(page, origin, quiet, "sato")
            page.goto(f"{origin}/applications/{reference}")
            page.locator("details.act summary").first.click()
            page.fill("textarea[name=text]", words)
            quiet.watch.pass_by(minutes=21)
            press(page, "ask")
            sign_in(page, origin, quiet, "sato")
            page.goto(f"{origin}/kept")
            assert page.locator("textarea").all_text_contents() == [words]
            return list(page.evaluate(GROWN))

    assert chromium.does(look) == []
    quiet_about(heard, canary, quiet)
