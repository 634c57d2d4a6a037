"""What a PDF can do beside showing ink: every part of it by which it could run something or call somebody."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

ACTIVE = {
    *("/JavaScript", "/JS", "/OpenAction", "/AA", "/A", "/Launch", "/URI", "/SubmitForm", "/ImportData", "/GoToR"),
    *("/GoToE", "/EmbeddedFile", "/EmbeddedFiles", "/EF", "/AF", "/RichMedia", "/Annots", "/AcroForm", "/XFA"),
    *("/Rendition", "/Movie", "/Sound", "/Trans", "/Encrypt"),
}


def active_parts(pdf: bytes) -> set[str]:
    """The names of active parts that any object of the file has, as a key or as a kind."""
    reader = PdfReader(BytesIO(pdf))
    found: set[str] = set(ACTIVE & set(reader.trailer))
    for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        found |= _active(reader.get_object(number))
    return found


def _active(each: Any) -> set[str]:
    if isinstance(each, IndirectObject):
        return set()  # looked at under its own number
    if isinstance(each, DictionaryObject):
        kinds = {each.get(name) for name in ("/S", "/Type", "/Subtype")}
        own = ACTIVE & ({*each.keys()} | {str(kind) for kind in kinds})
        return own.union(*(_active(value) for value in each.values()))
    if isinstance(each, ArrayObject):
        return set().union(*(_active(value) for value in each))
    return set()
