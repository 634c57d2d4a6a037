"""One application from a resident's browser to the clerk's paper and into billing, over real HTTPS and SMTP."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from intake.clock import SystemClock, today
from intake.reference import read_reference
from tests.browser.people import AtBilling, AtTheConsole, AtTheWindow, press
from tests.rehearsal.launching import Running

PAPER = {
    "zip": "250-0011",
    "town": "栄町",
    "lot": "1-2-3",
    "building": "みなとハイツ",
    "room": "204",
    "family_name": "髙﨑",
    "given_name": "葛󠄀子",
    "family_kana": "タカサキ",
    "given_kana": "カツコ",
    "phone": "090-1234-5678",
    "payment": "account_transfer",
}


START = today(SystemClock()) + timedelta(days=30)
"""A first day of use that is open when the tests run."""

TYPED_BY_THE_RESIDENT = {
    "start_date_year": f"令和{START.year - 2018}",
    "start_date_month": str(START.month),
    "start_date_day": str(START.day),
}
TYPED_FROM_PAPER = {**PAPER, **TYPED_BY_THE_RESIDENT, "start_date_year": str(START.year)}


@pytest.mark.check(4)
@pytest.mark.parametrize(
    "scripts", [True, pytest.param(False, marks=pytest.mark.long)], ids=["with scripts", "without scripts"]
)
def test_from_the_resident_to_the_paper_and_back(
    demo: Running, chromium: Browser, tmp_path: Path, scripts: bool
) -> None:
    hanako = AtTheWindow(chromium, demo, f"hanako{scripts:d}@resident.example", scripts=scripts)
    hanako.ask_for_link()
    hanako.follow(hanako.link("/continue"), paste=not scripts)
    assert "#" not in hanako.page.url
    hanako.fill_in(**TYPED_BY_THE_RESIDENT)
    reference = hanako.submit()
    assert re.fullmatch(r"\d{3}-\d{3}-\d{3}-\d", reference)

    hanako.follow(hanako.link("/mypage"), paste=not scripts, action="open-my-page")
    assert hanako.status == "submitted"
    assert "髙﨑" not in hanako.page.content()
    hanako.page.fill("[name=last_four]", "5678")
    press(hanako.page, "show-all")
    assert "髙﨑" in hanako.page.content()
    my_page = hanako.page.url

    # Other people in the second run: a one-time code works once, and nobody wants to wait for the next.
    first, second = [("clerk", 0), ("clerk", 1)] if scripts else [("supervisor", 0), ("clerk", 0)]
    clerk, checker = AtTheConsole(chromium, demo, *first), AtTheConsole(chromium, demo, *second)
    serial, paper = _print_the_slip(clerk, reference, tmp_path)
    customer_number = _type_into_billing(chromium, demo, reference, serial)
    _note_as_keyed(clerk, reference, serial, customer_number)
    _check_by_a_second_person(checker, reference)

    hanako.page.goto(my_page)
    assert hanako.status == "completed"
    assert demo.mail(hanako.email, "完了しました")["text"].count(reference)
    assert "204" in paper


def _print_the_slip(clerk: AtTheConsole, reference: str, folder: Path) -> tuple[str, str]:
    clerk.sign_in()
    clerk.find(reference)
    assert clerk.status == "submitted"
    press(clerk.page, "open")
    assert "髙﨑" in clerk.page.content()
    press(clerk.page, "print")
    serial = clerk.page.locator("[data-serial]").first.get_attribute("data-serial") or ""
    url = clerk.page.locator("[data-slip-url]").get_attribute("data-slip-url") or ""
    pdf = clerk.context.request.get(clerk.demo.ready["staff"] + url).body()
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    for word in (reference, "栄町", "みなとハイツ", "タカサキ", "09012345678"):
        assert word in text, word
    _look_at(pdf, folder)
    return serial, text


def _look_at(pdf: bytes, folder: Path) -> None:
    """The slip as a picture: one A4 page, with ink on it, and with white."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("no pdftoppm on this machine")
    (folder / "slip.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "50", "-gray", folder / "slip.pdf", folder / "slip"], check=True)
    (picture,) = folder.glob("slip*.pgm")
    pixels = picture.read_bytes()[-413 * 585 :]
    dark = sum(pixel < 128 for pixel in pixels) / len(pixels)
    assert 0.01 < dark < 0.4


def _type_into_billing(chromium: Browser, demo: Running, reference: str, serial: str) -> str:
    clerk = AtBilling(chromium, demo, "billing_clerk")
    clerk.sign_in()
    number = clerk.type_in({"reference": reference, "serial": serial, **TYPED_FROM_PAPER})
    viewer = AtBilling(chromium, demo, "billing_viewer")
    viewer.sign_in()
    viewer.page.goto(demo.ready["billing"] + "/registrations")
    assert reference in viewer.page.content()
    assert viewer.page.locator('[data-action="new"], [data-action="compare"]').count() == 0
    return number


def _note_as_keyed(clerk: AtTheConsole, reference: str, serial: str, number: str) -> None:
    clerk.find(reference)
    clerk.page.locator("[data-keyed-url]").click()
    billing = {"customer_number": number, "due_day": START.isoformat()}
    for name, value in {"reference": reference, "serial": serial, **billing}.items():
        clerk.page.fill(f"[name={name}]", value)
    press(clerk.page, "keyed")
    clerk.find(reference)
    assert clerk.status == "keyed"
    assert clerk.page.locator('[data-action="checked"]').count() == 0


def _check_by_a_second_person(second: AtTheConsole, reference: str) -> None:
    second.sign_in()
    second.find(reference)
    press(second.page, "open")
    press(second.page, "checked")
    second.find(reference)
    assert second.status == "completed"


def test_a_resident_goes_on_by_the_digits_and_cancels(demo: Running, chromium: Browser) -> None:
    taro = AtTheWindow(chromium, demo, "taro@resident.example")
    taro.ask_for_link()
    code = re.search(r"^\s*(\d{6})\s*$", demo.mail(taro.email, "/continue")["text"], re.M)
    assert code
    taro.page.fill("[name=code]", code[1])
    press(taro.page, "enter-code")
    taro.fill_in(**TYPED_BY_THE_RESIDENT, contact_method="email", phone="", note="犬がいます")
    reference = taro.submit()
    press(taro.page, "my-page")
    press(taro.page, "ask-cancel")
    press(taro.page, "cancel")
    assert taro.status == "cancelled"
    assert reference in demo.mail(taro.email, "取消")["text"]
    assert read_reference(reference)


@pytest.mark.check(27)
def test_no_mail_holds_what_was_typed(demo: Running, chromium: Browser) -> None:
    texts = "".join(mail["subject"] + mail["text"] for mail in demo.messages())
    assert "受付番号" in texts
    for word in ("髙﨑", "栄町", "みなとハイツ", "タカサキ", "1234"):
        assert word not in texts
