"""Finding one's way: references, languages."""

from __future__ import annotations

from tests.console.clerk import Clerk


def test_an_application_is_found_by_its_reference_in_any_width(sato: Clerk, reference: str) -> None:
    typed = f"{reference[:3]}－{reference[3:6]} {reference[6:]}"
    assert reference in sato.presses(sato.sees("/queue"), "find", reference=typed).marks("data-reference")
    wrong = sato.presses(sato.sees("/queue"), "find", reference="4120703958")
    assert "受付番号が正しくありません" in wrong.text


def test_an_english_page_says_the_same_and_keeps_its_place(sato: Clerk, reference: str) -> None:
    page = sato.sees(f"/language/en?back=/applications/{reference}")
    assert page.tree.attrib["lang"] == "en"
    assert reference in page.marks("data-reference")
    assert "accepts no real application" in page.text


def test_the_language_link_never_leads_to_another_site(sato: Clerk) -> None:
    for elsewhere in ("//evil.example", "https://evil.example", "/\\evil.example"):
        answer = sato.client.get("/language/en", query_string={"back": elsewhere})
        assert answer.headers["Location"] == "/"
