"""One spelling of a part's code: forms write «1K1» and «1к1», «5(1)» and «5.1», «16 (1)» and «16.1»."""

from __future__ import annotations

import re

_BRACKETS = re.compile(r"\((\d+)\)")
_LOOKALIKES = str.maketrans("ABCEHKMOPTX", "АВСЕНКМОРТХ")


def canonical_part_code(text: str) -> str:
    """«1K1» → «1К1», «16 (1) » → «16.1»: no spaces, Cyrillic capitals, a point before the sub-item."""
    code = "".join(text.split()).upper().translate(_LOOKALIKES)
    return _BRACKETS.sub(r".\1", code).rstrip(".")
