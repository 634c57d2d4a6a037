"""The numbers of the counter: how they are typed, checked and shown.

The check digit is Damm's (it finds every single wrong digit and every swap of neighbours), the same rule the
paper slip uses for its reception reference.
"""

import re
import unicodedata

from stdnum import damm

REFERENCE_DIGITS = 10
CUSTOMER_DIGITS = 8
FIRST_CUSTOMER = 1_000_001
FIRST_INSTALLATION = 100_001
SERIAL_DIGITS = 6

_SEPARATORS = re.compile(r"[\s\-‐‑‒–—―−ー()]")


def bare(text: str) -> str:
    """Take off what people put between digits: full-width forms become ASCII, hyphens and blanks go."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))


def is_digits(text: str) -> bool:
    """Tell whether the text is made of the ASCII digits 0 to 9 and nothing else."""
    return text.isascii() and text.isdigit()


def has_good_check_digit(text: str) -> bool:
    """Tell whether the last digit of a string of digits is the Damm check digit of those before it."""
    return bool(damm.is_valid(text))


def customer_number(place_in_line: int) -> str:
    """Make the お客さま番号 of the n-th account (n from 1): seven digits and the check digit."""
    digits = str(FIRST_CUSTOMER + place_in_line - 1)
    return digits + str(damm.calc_check_digit(digits))


def installation_number(place_in_line: int) -> str:
    """Make the 水栓番号 of the n-th installation (n from 1): six digits."""
    return str(FIRST_INSTALLATION + place_in_line - 1)


def show_reference(digits: str) -> str:
    """Write a reception reference as the slip prints it: 412-070-395-7."""
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:9]}-{digits[9:]}"


def show_serial(serial: int) -> str:
    """Write a slip serial as the slip prints it: 000123."""
    return f"{serial:06d}"


def show_customer(digits: str) -> str:
    """Write a customer number with its check digit set apart: 1000001-8."""
    return f"{digits[:-1]}-{digits[-1:]}"


def show_postal_code(digits: str) -> str:
    """Write a postal code as on a letter: 123-4567."""
    return f"{digits[:3]}-{digits[3:]}"


def show_installation(number: str, occupant: int) -> str:
    """Write 水栓番号－履歴番号, the installation and which occupant this is: 100001-02."""
    return f"{number}-{occupant:02d}"
