"""How the text of a single control is read; each function returns the value or raises Unreadable.

Digits are taken in any width and with any hyphen. Names and places are kept character for character: a
normal form would turn some people's names into other names.
"""

import re
import unicodedata
from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from billing import numbers

LINE_LENGTH = 100
_DOMESTIC = re.compile(r"0\d{9,10}")
_ABROAD = re.compile(r"\+\d{8,15}")


class Unreadable(ValueError):
    """The text of a control cannot be read; `words` is the sentence for the clerk."""

    def __init__(self, words: LazyString) -> None:
        super().__init__("a control could not be read")
        self.words = words


def reference(text: str) -> str:
    """Read a reception reference: ten digits, the last one Damm's check digit."""
    digits = numbers.bare(text)
    if not numbers.is_digits(digits) or len(digits) != numbers.REFERENCE_DIGITS:
        raise Unreadable(_("The reception reference has 10 digits, such as 412-070-395-7."))
    if not numbers.has_good_check_digit(digits):
        raise Unreadable(_("The check digit of the reception reference is wrong. Compare it with the slip."))
    return digits


def serial(text: str) -> int:
    """Read a slip serial, 1 to 999999, with or without the printed zeros."""
    digits = numbers.bare(text)
    if not numbers.is_digits(digits) or len(digits) > numbers.SERIAL_DIGITS or int(digits) == 0:
        raise Unreadable(_("The slip serial is a number of up to 6 digits, such as 000123."))
    return int(digits)


def day(text: str) -> date:
    """Read "year/month/day" of the Gregorian calendar, years 2000 to 2099."""
    parts = [unicodedata.normalize("NFKC", part).strip() for part in text.split("/")]
    if not all(numbers.is_digits(part) and len(part) <= 4 for part in parts):
        raise Unreadable(_("Type year, month and day of the start date in digits."))
    year, month, day_of_month = (int(part) for part in parts)
    if not 2000 <= year <= 2099:
        raise Unreadable(_("Type the year of the start date with 4 digits, such as 2026."))
    try:
        return date(year, month, day_of_month)
    except ValueError:
        raise Unreadable(_("This day is not in the calendar. Compare the start date with the slip.")) from None


def postal_code(text: str) -> str:
    """Read a Japanese postal code: seven digits."""
    digits = numbers.bare(text)
    if not numbers.is_digits(digits) or len(digits) != 7:
        raise Unreadable(_("The postal code has 7 digits, such as 123-4567."))
    return digits


def phone(text: str) -> str:
    """Read a phone number: 10 or 11 digits that begin with 0, or + and the digits of a number abroad."""
    digits = numbers.bare(text)
    if not (_DOMESTIC.fullmatch(digits) or _ABROAD.fullmatch(digits)) or not digits.isascii():
        raise Unreadable(_("The phone number has 10 or 11 digits and begins with 0, or begins with +."))
    return digits


def customer_number(text: str) -> str:
    """Read a customer number that the resident gave: seven digits and the check digit."""
    digits = numbers.bare(text)
    if not numbers.is_digits(digits) or len(digits) != numbers.CUSTOMER_DIGITS:
        raise Unreadable(
            _("A customer number has 8 digits. If the slip says something else, type it into the note.")
        )
    if not numbers.has_good_check_digit(digits):
        raise Unreadable(
            _("The check digit of the customer number is wrong. If the slip says so, type it into the note.")
        )
    return digits


def line(text: str, longest: int = LINE_LENGTH) -> str:
    """Take one line as it stands; refuse only control characters and more than `longest` characters."""
    if len(text) > longest:
        raise Unreadable(_("This is longer than %(longest)s characters.", longest=longest))
    if any(unicodedata.category(character) == "Cc" for character in text):
        raise Unreadable(_("There is a character here that cannot be printed."))
    return text


def lines(text: str, longest: int) -> str:
    """Take several lines as they stand, with one kind of line end; the same refusals as `line`."""
    kept = text.replace("\r\n", "\n")
    line(kept.replace("\n", " "), longest)
    return kept
