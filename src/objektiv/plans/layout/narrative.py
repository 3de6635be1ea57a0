"""The part in words: directions with their bullets and sub-headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from objektiv.plans.layout.fields import one_line
from objektiv.plans.layout.numbers import Number, leading_number
from objektiv.plans.model import EMPTY, Bullet, Direction, Field, Section
from objektiv.plans.source import Line

_ABBREVIATED = re.compile(r"(?<!\w)(?:т\. ?[пдек]|др|пр|г|гг|руб|чел|[А-ЯЁ])\.$")
_LONGEST_HEADING = 300


@dataclass
class _Open:
    """A direction being read."""

    number: Field
    title: Field
    bullets: list[Bullet] = field(default_factory=list)
    groups: list[Section] = field(default_factory=list)

    def closed(self) -> Direction:
        return Direction(self.number, self.title, tuple(self.bullets), tuple(self.groups))


def is_start(lines: Sequence[Line], index: int) -> bool:
    """Whether the narrative begins at a line: a bullet, a numbered heading, a heading above bullets."""
    line = lines[index]
    if line.bullet:
        return True
    following = lines[index + 1] if index + 1 < len(lines) else None
    number = leading_number(one_line(line.text))
    if number is not None and number[0].parts == (1,) and number[0].is_dotted:
        return True
    is_heading = line.level > 0 or line.text.rstrip().endswith(":")
    return is_heading and following is not None and following.bullet


def read_narrative(lines: Sequence[Line]) -> tuple[list[Direction], list[Line]]:
    """Directions and the paragraphs that belong to none; a list that only announces directions is not kept twice."""
    directions: list[_Open] = []
    others: list[Line] = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if not _take(directions, line, following):
            others.append(line)
    return _without_announced(directions), others


def _take(directions: list[_Open], line: Line, following: Line | None) -> bool:
    """Put a line where it belongs; False when it belongs to no direction."""
    text = one_line(line.text)
    current = directions[-1] if directions else None
    if line.bullet:
        if current is None:
            directions.append(current := _Open(EMPTY, EMPTY))
        current.bullets.append(_bullet(text, line.place, current))
        return True
    begins = leading_number(text)
    if begins is not None and begins[0].depth == 1:
        directions.append(_Open(Field(begins[0].text, line.place), _title(begins[1], line.place)))
        return True
    if begins is not None and current is not None:
        _add_group(current, begins, line, following)
        return True
    leads_bullets = following is not None and following.bullet
    if (line.level or text.endswith(":")) and leads_bullets and len(text) <= _LONGEST_HEADING:
        directions.append(_Open(EMPTY, _title(text, line.place)))
        return True
    if current is not None and current.bullets and text[:1].islower():
        last = current.bullets[-1]
        current.bullets[-1] = Bullet(Field(f"{last.text.text} {_trimmed(text)}", last.text.place), last.group)
        return True
    return False


def _add_group(current: _Open, begins: tuple[Number, str], line: Line, following: Line | None) -> None:
    """A sub-heading when bullets follow it or a colon ends it; else a measure of its own, with its number."""
    number, title = begins
    if title.endswith(":") or line.level or (following is not None and following.bullet):
        current.groups.append(Section(number.text, Field(number.text, line.place), _title(title, line.place)))
    else:
        current.bullets.append(Bullet(Field(_trimmed(one_line(line.text)), line.place)))


def _bullet(text: str, place: str, current: _Open) -> Bullet:
    return Bullet(Field(_trimmed(text), place), current.groups[-1].key if current.groups else "")


def _title(text: str, place: str) -> Field:
    return Field(text.rstrip(" :;").strip() or text, place)


def _trimmed(text: str) -> str:
    """A bullet without the mark that parts it from the next one."""
    bare = text.rstrip(" ;,")
    is_sentence = bare.endswith(".") and not _ABBREVIATED.search(bare)
    return (bare[:-1] if is_sentence else bare) or text


def _without_announced(directions: list[_Open]) -> list[Direction]:
    """Directions without those that only announce a later one of the same title and hold nothing themselves."""
    kept = []
    for index, direction in enumerate(directions):
        later = {_same(other.title.text) for other in directions[index + 1 :]}
        if direction.bullets or direction.groups or _same(direction.title.text) not in later:
            kept.append(direction.closed())
    return kept


def _same(title: str) -> str:
    return re.sub(r"\W+", " ", title.casefold()).strip()
