"""The keying screen: its controls in the order in which the paper slip prints them.

The screen, the reading of what was typed and the tests take names, order and words from here.
"""

from dataclasses import dataclass
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

DATE_PARTS = ("start_date_year", "start_date_month", "start_date_day")


class Kind(StrEnum):
    """How a control is drawn."""

    DIGITS = "digits"
    TEXT = "text"
    LINES = "lines"
    DATE = "date"
    PAYMENT = "payment"


@dataclass(frozen=True)
class Control:
    """One control: its field name, its label, an example or hint, and whether it may stay empty."""

    name: str
    label: LazyString
    kind: Kind = Kind.TEXT
    hint: LazyString | None = None
    optional: bool = False
    width: str = "wide"

    @property
    def anchor(self) -> str:
        """The id that the summary of errors points to: the first input of the control."""
        first = {Kind.DATE: DATE_PARTS[0], Kind.PAYMENT: "payment-account_transfer"}
        return first.get(self.kind, self.name)


@dataclass(frozen=True)
class Block:
    """A block of the slip: its heading and its controls."""

    heading: LazyString
    controls: tuple[Control, ...]


PAYMENTS = {
    "account_transfer": _("Account transfer (form by post)"),
    "invoice": _("Invoice"),
}

BLOCKS = (
    Block(
        _("The paper slip"),
        (
            Control("reference", _("Reception reference"), Kind.DIGITS, _("10 digits"), width="middle"),
            Control("serial", _("Slip serial"), Kind.DIGITS, _("Up to 6 digits"), width="short"),
        ),
    ),
    Block(_("Use of water"), (Control("start_date", _("Start date"), Kind.DATE),)),
    Block(
        _("Place"),
        (
            Control("zip", _("Postal code"), Kind.DIGITS, _("7 digits"), width="short"),
            Control("town", _("Town")),
            Control("lot", _("Lot"), width="middle"),
            Control("building", _("Building"), optional=True),
            Control(
                "room",
                _("Room number"),
                hint=_("Look at the room number on the paper once more"),
                optional=True,
                width="short",
            ),
        ),
    ),
    Block(
        _("User"),
        (
            Control("family_name", _("Family name"), width="middle"),
            Control("given_name", _("Given name"), optional=True, width="middle"),
            Control("family_kana", _("Family name in kana"), width="middle"),
            Control("given_kana", _("Given name in kana"), optional=True, width="middle"),
            Control("phone", _("Phone"), Kind.DIGITS, optional=True, width="middle"),
        ),
    ),
    Block(
        _("Payment"),
        (
            Control("payment", _("Way to pay"), Kind.PAYMENT),
            Control("post_to", _("Post to"), hint=_("Empty means the place of use"), optional=True),
            Control(
                "customer_number",
                _("Customer number given by the resident"),
                Kind.DIGITS,
                _("8 digits, only if the slip has one"),
                optional=True,
                width="middle",
            ),
            Control("note", _("Note"), Kind.LINES, optional=True),
        ),
    ),
)

CONTROLS = tuple(control for block in BLOCKS for control in block.controls)
INPUT_NAMES = tuple(
    name for control in CONTROLS for name in (DATE_PARTS if control.kind is Kind.DATE else (control.name,))
)
