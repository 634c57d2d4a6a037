"""Did you mean gmail.com? Well-known mail domains, and whether another domain looks like a slip of one.

A likeness only leads to a question. Nobody is stopped by it: there are more mail domains than any list knows.
"""

from __future__ import annotations

from rapidfuzz.distance import OSA

KNOWN = (
    *("gmail.com", "yahoo.co.jp", "icloud.com", "docomo.ne.jp", "ezweb.ne.jp", "au.com", "softbank.ne.jp"),
    *("i.softbank.jp", "ymobile.ne.jp", "ymobile1.ne.jp", "yahoo.ne.jp", "ymail.ne.jp", "uqmobile.jp"),
    *("rakumail.jp", "outlook.jp", "outlook.com", "hotmail.co.jp", "hotmail.com", "live.jp", "live.com"),
    *("msn.com", "me.com", "mac.com", "googlemail.com", "yahoo.com", "aol.com", "aol.jp", "proton.me"),
    *("protonmail.com", "nifty.com", "nifty.ne.jp", "ocn.ne.jp", "biglobe.ne.jp", "so-net.ne.jp", "plala.or.jp"),
    *("odn.ne.jp", "dion.ne.jp", "jcom.home.ne.jp", "jcom.zaq.ne.jp", "asahi-net.or.jp", "infoweb.ne.jp"),
    *("hi-ho.ne.jp", "wakwak.com", "eonet.ne.jp", "commufa.jp", "scn-net.ne.jp", "goo.jp", "excite.co.jp"),
    *("ybb.ne.jp", "qq.com", "163.com", "126.com", "naver.com", "hanmail.net", "daum.net", "gmx.net", "gmx.de"),
    *("web.de", "uol.com.br", "yahoo.com.br", "yahoo.com.vn", "yahoo.com.ph", "yahoo.com.tw", "yahoo.co.uk"),
)
"""Domains of mailboxes that people in Japan have, the likelier ones first.

mail.com and email.com are mailboxes too, and are left out: who types them here has nearly always lost the g.
"""

_ONE_HOME = {domain.partition(".")[0]: domain for domain in KNOWN[:1] + KNOWN[2:5]}
"""Names that stand before one ending only: gmail.co.jp, docomo.co.jp and icloud.jp are no mailboxes."""

_SHORT = 5
"""Names with fewer letters have too many neighbours: bu.com is a company and no slip of au.com."""


def meant(domain: str) -> str | None:
    """The known domain that `domain` (in lower case) seems to be a slip of; None for a known or a far one."""
    if domain in KNOWN:
        return None
    alike = [known for known in KNOWN if _alike(domain, known)]
    nearest = min(alike, key=lambda known: OSA.distance(domain, known), default=None)
    return nearest or _ONE_HOME.get(domain.partition(".")[0])


def _alike(domain: str, known: str) -> bool:
    """One slip in all, or one before the first dot and one behind it. Two letters swapped are one slip."""
    name, _, ending = domain.partition(".")
    known_name, _, known_ending = known.partition(".")
    if len(known_name) < _SHORT and name != known_name:
        return False
    return _one_slip(domain, known) or (_one_slip(name, known_name) and _one_slip(ending, known_ending))


def _one_slip(typed: str, known: str) -> bool:
    return OSA.distance(typed, known, score_cutoff=1) <= 1
