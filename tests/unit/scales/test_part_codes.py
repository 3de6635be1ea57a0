from __future__ import annotations

import pytest

from objektiv.scales.part_codes import canonical_part_code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("1K1", "1К1"),
        ("1к1", "1К1"),
        ("5(1)", "5.1"),
        ("16 (1) ", "16.1"),
        (" 4.2 ", "4.2"),
        ("10.2K3", "10.2К3"),
        ("ГК1", "ГК1"),
        ("7.", "7"),
    ],
)
def test_spellings_of_one_part_are_one_code(written: str, code: str) -> None:
    assert canonical_part_code(written) == code
    assert canonical_part_code(code) == code
