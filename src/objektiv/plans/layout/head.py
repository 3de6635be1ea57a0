"""The head of a document: who approves it, whose annex it is, its title, kind, year, organisation and territory."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from objektiv.plans.layout.approvals import is_annex, is_approval, read_annex, read_approval
from objektiv.plans.layout.fields import noted, one_line
from objektiv.plans.layout.numbers import leading_number
from objektiv.plans.layout.titles import KIND, find_kind, find_organisation, find_territory, find_year
from objektiv.plans.model import EMPTY, LIKELY, Annex, Approval, Field, Head
from objektiv.plans.source import Line

_LONGEST_TITLE = 260
_MOST_LINES = 8
_YEAR = re.compile(r"20\d\d")
_GOES_ON = re.compile(r"(?:[а-яё(]|\"|«|20\d\d|М[БКАО]{0,2}(?:О?У|БУ)\b|ГБОУ|ГКОУ|ГАОУ|МО\b|ОО\b|ВПР\b)")
_BARE = re.compile(
    r"[\s«»\"]*(?:план|дорожная\s+карта|программа|комплексный\s+план|график)(?:\s+мероприятий|\s+работы)?[\s«»\"(]*",
    re.IGNORECASE,
)
_OF_DOCUMENT = re.compile(
    r"^(?:приказ|распоряжени|постановлени|протокол|решени)\w*|(?:^|(?<=\s))№\s*[\w/-]+\s*$|^на\s+заседани.*",
    re.IGNORECASE,
)


@dataclass
class _Reading:
    approvals: list[Approval] = field(default_factory=list)
    annex: Annex | None = None
    title: Field = EMPTY
    others: list[Line] = field(default_factory=list)


def read_head(lines: Sequence[Line]) -> tuple[Head, list[Line]]:
    """The head out of the paragraphs before the plan, and those that belong to no part of it."""
    reading = _Reading()
    single = [piece for line in lines for piece in _pieces(line)]
    index = 0
    while index < len(single):
        index = _step(reading, single, index)
    return _head(reading, single), _whole_paragraphs(reading.others)


def _pieces(line: Line) -> list[Line]:
    return [replace(line, text=text) for text in line.text.split("\n") if text.strip()]


def _whole_paragraphs(pieces: Sequence[Line]) -> list[Line]:
    """Lines of one paragraph together again."""
    whole: list[Line] = []
    for piece in pieces:
        if whole and whole[-1].place == piece.place:
            whole[-1] = replace(whole[-1], text=f"{whole[-1].text}\n{piece.text}")
        else:
            whole.append(piece)
    return whole


def _step(reading: _Reading, lines: list[Line], index: int) -> int:
    """Read what begins at a line; the line after it."""
    text = lines[index].text
    if is_approval(text):
        end = _end_of_block(lines, index)
        reading.approvals.append(read_approval(lines[index:end]))
    elif is_annex(text) and reading.annex is None:
        end = _end_of_block(lines, index)
        reading.annex = read_annex(lines[index:end])
    elif KIND.match(text) and not reading.title:
        end = _end_of_title(lines, index)
        title = one_line(" ".join(line.text for line in lines[index:end]))
        reading.title = Field(title, lines[index].place)
    else:
        end = index + 1
        reading.others.append(lines[index])
    return end


def _end_of_block(lines: list[Line], index: int) -> int:
    """The line after a block of approval: where the next block or the title begins, or a heading."""
    end = index + 1
    while end < len(lines) and end - index < _MOST_LINES + 2:
        text = lines[end].text
        if is_approval(text) or is_annex(text) or KIND.match(text) or lines[end].level or len(text) > 200:
            break
        end += 1
    return end


def title_in(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Where the title stands, its first line and the line after it; None where no line is like one."""
    begin = next((index for index, line in enumerate(lines) if _begins_title(line)), None)
    return (begin, _end_of_title(lines, begin)) if begin is not None else None


def _begins_title(line: Line) -> bool:
    """Whether some line of a paragraph begins like a title."""
    return not line.bullet and any(KIND.match(text) for text in line.text.split("\n"))


def _end_of_title(lines: Sequence[Line], index: int) -> int:
    end = index + 1
    while end < len(lines) and end - index < _MOST_LINES:
        said = one_line(" ".join(line.text for line in lines[index:end]))
        line = lines[end]
        is_same_paragraph = line.place == lines[index].place
        if line.bullet or is_approval(line.text) or len(said) > _LONGEST_TITLE or leading_number(line.text):
            break
        is_bare = bool(_BARE.fullmatch(said)) and len(line.text) < 200
        if not (is_same_paragraph or is_bare or _belongs(said, line)):
            break
        end += 1
    return end


def _belongs(said: str, line: Line) -> bool:
    """Whether a paragraph below goes on with a title that may still lack its year."""
    text = line.text.strip()
    if text.endswith((":", ";")) or len(text) > 160:
        return False
    if _YEAR.search(said):
        return text[:1].islower() and not text.endswith(".")
    return bool(_GOES_ON.match(text)) or (line.level > 0 and bool(_YEAR.search(text)))


def _head(reading: _Reading, lines: Sequence[Line]) -> Head:
    title = reading.title
    kind = find_kind(title.text)
    texts = [Field(one_line(line.text), line.place) for line in lines]
    of_blocks = [approval.organisation for approval in reading.approvals if approval.organisation]
    of_blocks += [reading.annex.organisation] if reading.annex and reading.annex.organisation else []
    organisation = find_organisation(title) or _of_blocks(of_blocks) or _first(find_organisation, texts)
    territory = find_territory(title) or _first(find_territory, [organisation, *of_blocks, *texts])
    return Head(
        title=title,
        kind=Field(kind, title.place) if kind else EMPTY,
        organisation=organisation,
        territory=territory,
        school_year=find_year(title) or _first(find_year, [line for line in texts if KIND.match(line.text)]),
        approvals=tuple(reading.approvals),
        annex=reading.annex,
    )


def _of_blocks(fields: Sequence[Field]) -> Field:
    """The organisation of the first block that names one; «приказом … № 5» names a document, not whose it is."""
    for own in fields:
        bare = replace(own, text=_OF_DOCUMENT.sub("", own.text).strip())
        named = find_organisation(bare) or (bare if bare.text == own.text else EMPTY)
        if named:
            return noted(named, "из грифа документа", LIKELY)
    return EMPTY


def _first(find: Callable[[Field], Field], fields: Sequence[Field]) -> Field:
    return next((found for own in fields if (found := find(own))), EMPTY)
