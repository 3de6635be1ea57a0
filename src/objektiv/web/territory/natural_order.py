"""The order in which people expect names with numbers: «Школа № 2» before «Школа № 10», whatever the database."""

from __future__ import annotations

import re

DIGITS = 6
LONGEST = 400  # letters of a key
_SIGNS = re.compile(r"[^\w]+")
_NUMBER = re.compile(r"\d+")


def order_key(title: str) -> str:
    """A text by which any database sorts: small letters and numbers of six digits, signs left out.

    «ё» stands with «е», as in a dictionary, and not after «я», as in tables of characters.
    """
    words = _SIGNS.sub(" ", title.lower().replace("ё", "е")).strip()
    numbered = _NUMBER.sub(lambda found: f" {int(found[0]):0{DIGITS}d} ", words)
    return " ".join(numbered.split())[:LONGEST]
