"""On paper: hostile words as ink, in the order of the slip, and nothing in the file that runs or calls."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import typst
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from admin.slip import drawing
from intake.paper.glyphs import characters, spelled
from tests.hostile.canary import Canary
from tests.hostile.corpus import Payload
from tests.hostile.parts import active_parts
from tests.hostile.raid import Raid
from tests.slip.reading import pages_of, squeezed
from tests.slip.samples import DRAWN_AT, with_value

LEFT_OUT = 2
"""Applications of which no slip is drawn any more: one that was cancelled, one that was completed."""


@pytest.fixture(scope="module")
def papers(raid: Raid) -> dict[str, bytes]:
    """Every PDF that the console has, by its address."""
    tanaka = raid.house.enter("tanaka")
    slips = [f"/slips/{serial}.pdf" for serial in raid.cancellations[:1]]
    own = dict.fromkeys((f"/batches/{raid.batch}.pdf", "/sheets/today.pdf", *slips), raid.sato)
    answers = {
        path: clerk.client.get(path) for path, clerk in (own | {f"/closing/{raid.closed}.pdf": tanaka}).items()
    }
    assert {answer.status_code for answer in answers.values()} == {200}
    return {path: answer.data for path, answer in answers.items()}


def test_no_paper_has_a_part_that_runs_or_calls(papers: dict[str, bytes], canary: Canary) -> None:
    assert {path: active_parts(pdf) for path, pdf in papers.items()} == {path: set() for path in papers}
    assert canary.heard == []


def test_a_part_that_runs_or_calls_is_found() -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    writer.add_attachment("x.txt", b"x")
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="http://127.0.0.1/"))
    paper = BytesIO()
    writer.write(paper)
    found = active_parts(paper.getvalue())
    assert {"/OpenAction", "/JavaScript", "/JS", "/EmbeddedFile", "/Annots", "/URI"} <= found


def test_every_word_stands_on_the_slip_as_it_was_typed(raid: Raid, papers: dict[str, bytes]) -> None:
    pdf = PdfReader(BytesIO(papers[f"/batches/{raid.batch}.pdf"]))
    paper = squeezed("".join(page.extract_text() for page in pdf.pages))
    drawn = [hit for hit in raid.printed if hit.reference in paper.replace("-", "")]
    assert len(drawn) >= len(raid.printed) - 2 * LEFT_OUT
    for hit in drawn:
        lost = [text for text in hit.attack.kept.values() if squeezed(spelled(text)) not in paper]
        assert not list(filter(legible, lost))


def legible(text: str) -> bool:
    """Whether paper can be read back: to a glyph with many marks PDF gives its text once for each of them."""
    return max(map(len, characters(text))) < 3  # a letter, and a mark or the selector of its form


def test_papers_about_applications_hold_no_word_of_theirs(raid: Raid, papers: dict[str, bytes]) -> None:
    """Cover, cancellation slip and closing sheet are not about people."""
    words = {text for hit in raid.hits for text in hit.attack.kept.values() if len(text) > 12}
    for path, pdf in papers.items():
        if not path.startswith("/batches"):
            text = squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))
            assert not [each for each in words if squeezed(each) in text]


@pytest.mark.long
def test_every_payload_can_be_drawn_whatever_it_is(corpus: list[Payload]) -> None:
    """Also what no form takes: unseen characters stand there as their code points."""
    unseen = [payload for payload in corpus if not payload.is_line]
    slips = [with_value(payload.text) for payload in unseen]
    for page, payload in zip(pages_of(*slips), unseen, strict=True):
        assert squeezed(spelled(payload.text)) in page


def test_the_typesetter_reads_only_its_templates(corpus: list[Payload], monkeypatch: pytest.MonkeyPatch) -> None:
    """Words arrive as data and never in the source; the source is a file of ours."""
    sources: list[object] = []
    compile_ = typst.compile

    def noting(source: object, **options: object) -> object:
        sources.append(source)
        assert options.get("root") in {None, Path(drawing.__file__).parent}
        return compile_(source, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(typst, "compile", noting)
    drawing.draw([with_value(payload.text) for payload in corpus if payload.group == "typst"], DRAWN_AT)
    assert set(sources) == {b"", Path(drawing.__file__).parent / "slip.typ"}
