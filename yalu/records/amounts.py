"""Amounts and quantities in tables: exact decimals, never guessed."""

import re
from decimal import Decimal

_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}")
_CONTINENTAL = re.compile(r"\d{1,3}(?:[. ']\d{3})+,\d+|\d+,(?:\d{1,2}|\d{4,})")
_SPACED = re.compile(r"\d{1,3}(?:[ ']\d{3})+(?:\.\d+)?")
MAX_DIGITS = 30


def read_amount(text: str) -> Decimal | None:
    """Read an amount of at least zero, in the English or the continental way of writing.

    `1,234` may be a thousand or a little more than one: `None`, as for anything else that is no clear number.
    """
    text = " ".join(text.split())
    if len(text) > MAX_DIGITS or not text.isascii():
        return None
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if _ENGLISH.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _CONTINENTAL.fullmatch(text):
        return Decimal(re.sub(r"[. ']", "", text).replace(",", "."))
    if _SPACED.fullmatch(text):
        return Decimal(re.sub(r"[ ']", "", text))
    return None
