"""Words of Russian documents: one spelling, tokens and light stems, so that texts can be compared and searched."""

from __future__ import annotations

import re
from functools import cache

# Letters of the Latin keyboard that look like Russian ones and stand among them.
_LOOK_ALIKE = str.maketrans("ABCEHKMOPTXYaceopxyk", "АВСЕНКМОРТХУасеорхук")
_WORD = re.compile(r"[^\W_]+(?:[-‐‑–][^\W\d_]+)*")
_RUSSIAN = re.compile(r"[А-Яа-яЁё]")
_ENDINGS = re.compile(
    r"(?:иями|остями|остью|остей|ости|ость|ениями|ениях|ением|ения|ению|ение|ений|аниями|аниях|анием|ания|анию|ание"
    r"|аний|ующих|ующие|ующий|ующая|ившись|ывшись|вшись|ившие|ившую|ившего|ивших|ами|ями|его|ого|ему|ому|ыми|ими|ией"
    r"|иям|иях|ьях|ьям|ьев|ая|яя|ое|ее|ые|ие|ый|ий|ой|ей|ую|юю|ых|их|ым|им|ом|ем|ам|ям|ах|ях|ов|ев|ью|ья|ье"
    r"|ться|тся|ть|а|я|о|е|ы|и|у|ю|ь|й)$"
)
_SHORTEST = 3
_SAYS_NOTHING = (
    "и в во на по с со к ко о об от до для за из у при а их его ее или том числе также не как что так др т п г гг под"
    " над между через случае"
)
STOP = frozenset(_SAYS_NOTHING.split())


def clean(text: str) -> str:
    """The text on one line, without breaks, soft hyphens and double spaces."""
    return " ".join(text.replace("\u00ad", "").split())


def fold(text: str) -> str:
    """Small letters, «ё» as «е», Latin look-alikes inside Russian words as Russian letters, one space between words."""
    return russian_letters(clean(text)).lower().replace("ё", "е")


def russian_letters(text: str) -> str:
    """The text with Latin look-alikes of Russian words replaced; as long as before."""
    return re.sub(r"[^\W\d_]+", _russian, text)


def _russian(found: re.Match[str]) -> str:
    word = found[0]
    translated = word.translate(_LOOK_ALIKE)
    is_whole = all(_RUSSIAN.match(letter) for letter in translated)
    return translated if _RUSSIAN.search(word) or is_whole else word


def tokens(text: str) -> list[str]:
    """Words and numbers of the folded text; «учителя - предметники» stays two words, «педагог-психолог» one."""
    return _WORD.findall(fold(text))


@cache
def stem(word: str) -> str:
    """A folded word without its ending; at least three letters stay."""
    previous = word
    for _ in range(2):
        shorter = _ENDINGS.sub("", previous)
        if len(shorter) < _SHORTEST or shorter == previous:
            break
        previous = shorter
    return previous


def stems(text: str) -> frozenset[str]:
    """Stems of the words that carry a meaning."""
    return frozenset(stem(word) for word in tokens(text) if word not in STOP)


def has(text_tokens: list[str], phrase: str) -> bool:
    """Whether every beginning of a word in ``phrase`` («инструктаж наблюдат») begins some word of the text.

    A beginning with «=» must be a whole word: «=оо».
    """
    return all(_begins(text_tokens, beginning) for beginning in phrase.split())


def _begins(text_tokens: list[str], beginning: str) -> bool:
    if beginning.startswith("="):
        return beginning[1:] in text_tokens
    return any(part.startswith(beginning) for word in text_tokens for part in (word, *word.split("-")))
