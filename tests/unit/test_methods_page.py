"""The page of methods: every section that the code cites is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CITATION = re.compile(r"METHODS[\s#]+§(\d(?:\.\d+)?)")
SECTION = re.compile(r"^(?:#+ |\| )(\d(?:\.\d+)?)(?:[–-](\d\.\d+))?\.? ", re.MULTILINE)


def _sections() -> set[str]:
    found = set()
    for first, last in SECTION.findall((ROOT / "docs/methods.md").read_text(encoding="utf-8")):
        chapter, _, low = first.partition(".")
        high = last.partition(".")[2] or low
        found |= {first} | ({f"{chapter}.{k}" for k in range(int(low), int(high) + 1)} if low else set())
    return found


def _citations() -> dict[str, list[str]]:
    cited: dict[str, list[str]] = {}
    for folder in ("src", "tests", "docs/adr"):
        for path in sorted((ROOT / folder).rglob("*.*")):
            if path.suffix in {".py", ".md", ".toml"}:
                for section in CITATION.findall(path.read_text(encoding="utf-8")):
                    cited.setdefault(section, []).append(path.name)
    return cited


@pytest.mark.parametrize("section", sorted(_citations()))
def test_cited_section_stands_on_the_page(section: str) -> None:
    """«METHODS §4.1» leads to section 4.1."""
    assert section in _sections(), _citations()[section]


def test_code_cites_the_page() -> None:
    """The test above has something to look at."""
    assert {"1.1", "2", "3.0", "4.1", "5.3"} <= set(_citations())
