"""Letters: pure functions from a kind and its facts to a subject and a text. No Flask, no network, no clock."""

from emails.letters.facts import KINDS, LetterNotPossible
from emails.letters.writing import Letter, letter

__all__ = ["KINDS", "Letter", "LetterNotPossible", "letter"]
