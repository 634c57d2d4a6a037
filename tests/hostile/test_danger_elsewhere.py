"""The payloads that are not about pages do harm too where somebody is careless: each group in its own place."""

from __future__ import annotations

import email
import ntpath
import posixpath
import sqlite3
import subprocess
import unicodedata
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import typst
from jinja2 import Environment, TemplateError
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from admin.sheets import FORMULA_BEGINS
from tests.hostile.corpus import LISTED

FOLDER = "/srv/desk/slips"


@pytest.mark.parametrize("text", LISTED["template"])
def test_a_template_engine_takes_orders_from_it(text: str) -> None:
    try:
        said = Environment(autoescape=True).from_string(text).render()
    except (TemplateError, TypeError, AttributeError):
        return
    assert said != text


@pytest.mark.parametrize("text", LISTED["format"])
def test_formatting_changes_it_or_fails(text: str) -> None:
    assert formatted(text, lambda: text % ()) or formatted(text, lambda: text.format("x", label="x"))


def formatted(text: str, said: Callable[[], str]) -> bool:
    try:
        return said() != text
    except (TypeError, KeyError, ValueError, IndexError, AttributeError):
        return True


@pytest.mark.parametrize("text", LISTED["formula"])
def test_a_spreadsheet_calculates_it(text: str) -> None:
    assert text.lstrip("\n").startswith(FORMULA_BEGINS)


@pytest.mark.parametrize("text", LISTED["sql"])
def test_a_database_takes_orders_from_it(text: str) -> None:
    database = sqlite3.connect(":memory:")
    database.executescript("CREATE TABLE people (name); INSERT INTO people VALUES ('somebody')")
    try:
        database.executescript(f"INSERT INTO people VALUES ('{text}')")  # noqa: S608 - careless on purpose
        rows = list(database.execute(f"SELECT name FROM people WHERE name = '{text}'"))  # noqa: S608 - the same
    except sqlite3.Error:
        return
    assert rows != [(text,)]


@pytest.mark.parametrize("text", LISTED["shell"])
def test_a_shell_takes_orders_from_it(text: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = subprocess.run(
        ["bash", "-c", f"echo {text}"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert said.stdout != f"{text}\n"


@pytest.mark.parametrize("text", LISTED["header"])
def test_a_mail_grows_by_it(text: str) -> None:
    mail = email.message_from_string(f"Subject: {text}\r\n\r\n")
    assert len(mail.keys()) > 1 or mail.get_payload() or len(f"Subject: {text}".splitlines()) > 1


@pytest.mark.parametrize("text", LISTED["path"])
def test_it_leads_out_of_a_folder(text: str) -> None:
    reached = posixpath.normpath(posixpath.join(FOLDER, text.replace("%2f", "/").replace(";", "")))
    on_windows = ntpath.normpath(ntpath.join("C:\\desk\\slips", text))
    assert not (reached.startswith(FOLDER + "/") and on_windows.startswith("C:\\desk\\slips\\"))


@pytest.mark.parametrize("text", [text for text in LISTED["typst"] if "@preview" not in text])
def test_the_typesetter_takes_orders_from_it(text: str) -> None:
    try:
        pdf = typst.compile(f"a {text}\n\n{text}".encode(), format="pdf", ignore_system_fonts=True)
    except (typst.TypstError, RuntimeError):
        return
    assert isinstance(pdf, bytes)
    said = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert "".join(said.split()) != "a" + 2 * "".join(text.split()) or b"/URI" in pdf


@pytest.mark.parametrize("text", LISTED["unseen"])
def test_somebody_sees_another_text_than_is_there(text: str) -> None:
    kinds = {unicodedata.category(each) for each in text}
    assert kinds & {"Cc", "Cf", "Co", "Zl", "Zp"} or set(text) & {"\u115f", "\u2800", "\u3164"}


BREAKS_OUT = [text for text in LISTED["pdf"] if text.count("(") != text.count(")") or "\\" in text]


@pytest.mark.parametrize("text", BREAKS_OUT)
def test_a_careless_pdf_shows_another_text(text: str) -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")}
    )
    font[NameObject("/BaseFont")] = NameObject("/Helvetica")
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 9 Tf ({text}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(content)
    paper = BytesIO()
    writer.write(paper)
    try:
        said = PdfReader(paper).pages[0].extract_text()
    except Exception:
        return
    assert said != text
