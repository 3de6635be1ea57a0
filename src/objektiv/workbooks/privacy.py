"""What of a cell may be stored or repeated: no name and no number of a document, wherever it slipped to."""

from __future__ import annotations

import re
from datetime import date

from objektiv.workbooks import cells
from objektiv.workbooks.headers import plain

WITHHELD = "текст"
NAMED = "\x00имя"  # stands for a cell that looked like a name until the row is reported; is never stored

_SHOWN_LENGTH = 20
_FEWEST_LETTERS_OF_A_NAME = 3
_MOST_DIGITS_SHOWN = 9  # a document or a telephone has ten and more
_DATE = re.compile(r"(?:\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d\d-\d\d)(?:[ T]\d{1,2}:\d\d(?::\d\d)?)?")
_DOCUMENT = re.compile(r"\d{3}-\d{3}-\d{3}[\s-]?\d{2}|\d{11}|\d{2}\s?\d{2}\s\d{6}")
# What layouts themselves write into cells of scores, variants and marks.
_OWN_WORDS = frozenset({"не пройд", "не пройд.", "не пройдено", "отсутствовал", "нет", "нет отметки"})

_WORD = re.compile(r"[A-Za-zА-Яа-яЁё]+")
_NAME = re.compile(r"[A-Za-zА-ЯЁа-яё]{2,}[\s,]+(?:[A-Za-zА-ЯЁа-яё]{2,}|[A-ZА-ЯЁ]\.)")
_HEXADECIMAL = re.compile(r"\b(?=[a-fA-F]*\d)[0-9a-fA-F]+\b")
# Words that codes, classes and variants are made of and that name nobody.
_KNOWN = re.compile(
    r"(?<![a-zа-яё])(?:edu|sch|reg|vpr|oge|ege|впр|огэ|егэ|гвэ|дкр|кдр|ккр|мбоу|мкоу|маоу|моу|гбоу|сош|оош|нош|нет"
    r"|овз|код|номер|шк|школ[аы]|кл|класс[а]?|уч|ученик|ученица|участник|вар|вариант|отсут[а-я]*|лицей|гимназия)"
    r"(?![a-zа-яё])",
    re.IGNORECASE,
)
_KNOWN_IN_CLASSES = re.compile(
    r"(?<![a-zа-яё])(?:наименование|филиал[а-я]*|параллель|кадет[а-я]*|казач[а-я]*|(?:физмат|химбио|биохим|соцгум"
    r"|физико|химико|математич|медицин|гуманитарн|технолог|технич|инженерн|социальн|экономич|универсальн|педагогич"
    r"|психолог|спортивн|языков|лингвист|филолог|юридич|правов|информац|коррекц|профильн|общеобраз|гимназ|лицейск"
    r"|вечерн|заочн|надомн)[а-я]*)",
    re.IGNORECASE,
)


def shown(cell: object) -> str:
    """A cell as a remark may repeat it: digits, an X, a date, a token of fewer than three letters; else «текст».

    What layouts themselves write («не пройд.», «отсутствовал») is repeated too; nothing for an empty cell.
    """
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    said = cells.text(cell)
    if plain(said) in _OWN_WORDS or _DATE.fullmatch(said):
        return said
    letters, digits = sum(map(str.isalpha, said)), sum(map(str.isdigit, said))
    is_short = len(said) <= _SHOWN_LENGTH and digits <= _MOST_DIGITS_SHOWN
    return said if is_short and letters < _FEWEST_LETTERS_OF_A_NAME else WITHHELD


def is_personal_code(text: str) -> bool:
    """Whether a code of a pupil or a variant looks like a name or the number of a document.

    Any word of three and more letters does, unless codes are made of it («edu990001-17», «4класс-17»).
    """
    if text.isdigit():
        return len(text) == 11
    if _DOCUMENT.fullmatch(text):
        return True
    rest = _rest(text)
    return bool(_NAME.search(rest)) or any(_is_long(word) for word in _WORD.findall(rest))


def is_personal_class(text: str) -> bool:
    """Whether a class looks like a name or the number of a document.

    Abbreviations («фку», «ИСИСС-4») and words that classes are called by («филиал») name nobody.
    """
    if text.isdigit():
        return len(text) == 11
    if _DOCUMENT.fullmatch(text):
        return True
    rest = _KNOWN_IN_CLASSES.sub(" ", _rest(text))
    if _NAME.search(rest):
        return True
    has_number = any(map(str.isdigit, text))
    return any(
        _is_long(word) and not _is_abbreviation(word, has_number=has_number) for word in _WORD.findall(rest)
    )


def pupil_code(cell: object) -> str:
    """Code of a pupil or a variant as printed, `NAMED` for what looks like a name."""
    said = cells.text(cell)
    return NAMED if is_personal_code(said) else said


def class_name(cell: object) -> str:
    """Class as printed, `NAMED` for what looks like a name."""
    said = cells.text(cell)
    return NAMED if is_personal_class(said) else said


def _rest(text: str) -> str:
    return _KNOWN.sub(" ", _HEXADECIMAL.sub(" ", text.replace("_", " ")))


def _is_long(word: str) -> bool:
    return len(word) >= _FEWEST_LETTERS_OF_A_NAME


def _is_abbreviation(word: str, *, has_number: bool) -> bool:
    return (len(word) == 3 and not word.istitle()) or (has_number and word.isupper() and len(word) <= 5)
