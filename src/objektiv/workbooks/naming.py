"""Which assessment a file speaks of, read out of its path, its title or a sheet's name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from objektiv.model.assessment import SUBJECTS, AssessmentId
from objektiv.workbooks.headers import plain

Found = TypeVar("Found")
# Endings make «математике» a subject and «математический лицей» none; texts are compared after `plain`.
_NOUN = "(?:ой|ою|ей|[аеиыуюя])(?![а-я])"
_ADJECTIVE = "(?:ий|ый|ого|ому|им|ым|ом|его|ему|ем)(?![а-я])"
_WORDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile("(?<![а-я])" + stem + ending), code)
    for stem, ending, code in (
        ("математик", _NOUN, "ma"),
        ("алгебр", _NOUN, "ma"),
        ("русск", _ADJECTIVE, "ru"),
        ("окружающ", _ADJECTIVE, "om"),
        ("литератур", _NOUN, "li"),
        ("литературн", "(?:ое|ого|ому|ым|ом) чтени", "li"),
        ("истори", _NOUN, "is"),
        ("обществознани", _NOUN, "ob"),
        ("обществознани", "ем", "ob"),
        ("географи", _NOUN, "gg"),
        ("биологи", _NOUN, "bi"),
        ("физик", _NOUN, "fi"),
        ("хими", _NOUN, "hi"),
        ("информатик", _NOUN, "inf"),
        ("английск", _ADJECTIVE, "en"),
        ("немецк", _ADJECTIVE, "de"),
        ("французск", _ADJECTIVE, "fr"),
        ("иностранн", _ADJECTIVE, "fl"),
    )
)
_SHORT = {
    "ма": "ma", "ру": "ru", "ря": "ru", "ом": "om", "ли": "li", "ис": "is", "об": "ob", "гг": "gg",
    "ге": "gg", "би": "bi", "фи": "fi", "хи": "hi",
    "инф": "inf", "ин": "inf", "ая": "en", "ан": "en", "ня": "de",
    "не": "de", "фя": "fr", "фр": "fr", "ия": "fl",
}  # fmt: skip
_KIND_WORDS = {
    "огэ": "oge",
    "егэ": "ege",
    "гвэ": "gve",
    "дкр": "dkr",
    "кдр": "kdr",
    "ккр": "kkr",
    "впр": "vpr",
}
EXAM_GRADES = {"oge": 9, "ege": 11}
_ID = re.compile(r"(?<![a-z0-9])[a-z]{3}-\d{4}-[a-z]{2,3}\d{1,2}(?:-base|-prof)?(?![a-z0-9])")
_SCHOOL_YEAR = re.compile(r"(?<!\d)20\d\d\s*[-–—/]\s*((?:20)?\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20[1-3]\d)(?!\d)")
_GRADE = re.compile(
    r"(?<!\d)(1[01]|[1-9])(?:-?(?:й|го|ый|ого|е|х))?[\s_]*[«\"]?[а-я]?[»\"]?[\s_]*кл(?:асс|\b|\.|_)"
)
_GRADE_AFTER = re.compile(r"класс[а-я]*[\s_]*(1[01]|[1-9])(?!\d)")
_GRADE_ALONE = re.compile(r"^0?(1[01]|[1-9])$")
_SHORT_CODE = re.compile(r"(?<![а-яa-z])(" + "|".join(_SHORT) + r")[\s_\-]?(1[01]|[1-9])(?!\d)")
_LATIN_CODE = re.compile(r"(?<![a-zа-я])(" + "|".join(SUBJECTS) + r")[\s_\-]?(1[01]|[1-9])(?!\d)")


def subject_from_text(text: str) -> str | None:
    """Subject named in a text in any grammatical case: «Русскому языку» → ``ru``; None if none is."""
    words = plain(text)
    for word, code in _WORDS:
        if word.search(words):
            return code
    found = _short_code(text)
    return found[0] if found else None


def assessment_from_title(text: str, year: int | None = None) -> AssessmentId | None:
    """Assessment of a title («ВПР 2026 Русский язык 4 класс») or of a sheet's name («РУ 4 …») and a year."""
    said = _id_in(text)
    if said:
        return said
    variant = "base" if "базов" in plain(text) else ""
    found_year = _year_of(text) or year
    return _assessment(
        PathParts(_kind_of(text), found_year, subject_from_text(text), _grade_of(text), variant)
    )


class PathParts(NamedTuple):
    """What a path says of an assessment; empty or None where it says nothing. ``variant`` is «base» or «prof»."""

    kind: str = ""
    year: int | None = None
    subject: str | None = None
    grade: int | None = None
    variant: str = ""


def parts_from_path(path: str) -> PathParts:
    """What a path says, by file name, then by the nearest folders that say the rest: «2020/5/Русский язык.xlsx».

    A folder with a bare number 1–11 is the grade of the work.
    """
    folders = [piece for piece in re.split(r"[\\/]+", path) if piece]
    if not folders:
        return PathParts()
    pieces = [re.sub(r"\.[A-Za-z]{2,4}$", "", folders[-1]), *reversed(folders[:-1])]
    said = _first(_id_in, pieces)
    if said:
        return PathParts(said.kind, said.year, said.subject, said.grade, said.variant)
    return PathParts(
        _first(_kind_of, pieces) or "",
        _first(_year_of, pieces),
        _first(subject_from_text, pieces),
        _first(_grade_of, pieces) or _first(_grade_alone, pieces[1:]),
        "base" if "базов" in plain(pieces[0]) else "",
    )


def assessment_from_path(path: str) -> AssessmentId | None:
    """Assessment that a path names (`parts_from_path`); None when year, subject or grade is missing."""
    return _assessment(parts_from_path(path))


def _first(look: Callable[[str], Found | None], pieces: Sequence[str]) -> Found | None:
    return next((found for piece in pieces if (found := look(piece))), None)


def _assessment(said: PathParts) -> AssessmentId | None:
    kind = said.kind or "vpr"
    grade = said.grade or EXAM_GRADES.get(kind)
    if said.year is None or said.subject is None or grade is None:
        return None
    # Of a file's name only the base level of mathematics says something; an id says what it says.
    is_level = said.variant != "base" or (kind == "ege" and said.subject == "ma")
    return AssessmentId(kind, said.year, said.subject, grade, said.variant if is_level else "")


def _id_in(text: str) -> AssessmentId | None:
    found = _ID.search(text.lower())
    if not found:
        return None
    try:
        return AssessmentId.parse(found[0])
    except ValueError:
        return None


def _kind_of(text: str) -> str:
    words = re.findall(r"[а-я]+", plain(text))
    return next((_KIND_WORDS[word] for word in words if word in _KIND_WORDS), "")


def _year_of(text: str) -> int | None:
    # A school year «2020-2021» names the spring in which the work is written.
    school_year = _SCHOOL_YEAR.search(text)
    if school_year:
        return 2000 + int(school_year[1]) % 100
    years = _YEAR.findall(text)
    return int(years[-1]) if years else None


def _grade_of(text: str) -> int | None:
    words = plain(text)
    found = _GRADE.search(words) or _GRADE_AFTER.search(words)
    if found:
        return int(found[1])
    code = _short_code(text)
    return code[1] if code else None


def _grade_alone(text: str) -> int | None:
    found = _GRADE_ALONE.match(text.strip())
    return int(found[1]) if found else None


def _short_code(text: str) -> tuple[str, int] | None:
    latin = _LATIN_CODE.search(text.lower())
    if latin:
        return latin[1], int(latin[2])
    short = _SHORT_CODE.search(plain(text))
    return (_SHORT[short[1]], int(short[2])) if short else None
