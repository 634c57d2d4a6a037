"""The languages that residents can read and write in. Which of them a town offers stands in its `town.toml`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from intake.text import N_, Text


@dataclass(frozen=True)
class Language:
    """One language. Its `code` stands in addresses, in `town.toml` and beside an application.

    `tag` is what pages say of themselves (BCP 47), `name` is for staff, `locale` is CLDR's name for how dates are
    written, and `asked_as` are the beginnings of the tags by which a browser asks for it. `draft` stays true until
    somebody whose language it is has read all its catalogues; pages and mails say so.
    """

    code: str
    tag: str
    own_name: str
    name: Text
    locale: str
    asked_as: tuple[str, ...]
    draft: bool = True

    @property
    def folder(self) -> str:
        """The folder of its catalogues."""
        return self.code.replace("-", "_")

    @property
    def instead(self) -> tuple[str, ...]:
        """Where a town names its bureau and hours in no such language, these are read, in this order."""
        return ("ja",) if self.tag == "ja" else ("en", "ja")


EASY = "ja-easy"
"""やさしい日本語: short sentences, plain words, readings above all kanji. No browser asks for it."""

LANGUAGES: dict[str, Language] = {
    each.code: each
    for each in (
        Language("ja", "ja", "日本語", N_("Japanese"), "ja", ("ja",), draft=False),
        Language(EASY, "ja", "やさしい日本語", N_("Easy Japanese"), "ja", ()),
        Language("en", "en", "English", N_("English"), "en", ("en",), draft=False),
        Language("zh-Hans", "zh-Hans", "简体中文", N_("Chinese (simplified)"), "zh_Hans", ("zh-hans", "zh")),
        Language(
            "zh-Hant", "zh-Hant", "繁體中文", N_("Chinese (traditional)"), "zh_Hant",
            ("zh-hant", "zh-tw", "zh-hk", "zh-mo"),
        ),
        Language("ko", "ko", "한국어", N_("Korean"), "ko", ("ko",)),
        Language("vi", "vi", "Tiếng Việt", N_("Vietnamese"), "vi", ("vi",)),
        Language("pt-BR", "pt-BR", "Português (Brasil)", N_("Portuguese (Brazil)"), "pt_BR", ("pt",)),
        Language("tl", "tl", "Filipino (Tagalog)", N_("Tagalog"), "fil", ("tl", "fil")),
        Language("ne", "ne", "नेपाली", N_("Nepali"), "ne", ("ne",)),
    )
}  # fmt: skip


def name_of(code: str) -> Text:
    """The name for staff; the code itself for one that nobody here knows."""
    return LANGUAGES[code].name if code in LANGUAGES else Text("%(code)s", {"code": code})


def best_for(asked: Iterable[str], offered: Collection[str]) -> str | None:
    """The offered language for a browser that asks by these tags, the dearest first; None where none fits."""
    return next((code for tag in asked if (code := _called(tag.lower(), offered))), None)


def _called(tag: str, offered: Collection[str]) -> str | None:
    """The language with the longest beginning of a tag: zh-TW is zh-Hant, though it begins with zh too."""
    fitting = [
        (len(known), each.code)
        for each in LANGUAGES.values()
        if each.code in offered
        for known in each.asked_as
        if f"{tag}-".startswith(f"{known}-")
    ]
    return max(fitting)[1] if fitting else None
