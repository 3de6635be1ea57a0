"""Words that a line's end, a cell's edge or a scanner cut in two: put together only when one word is sure.

A word is known when the document itself uses it elsewhere or it stands in the list of words of such documents
(``lexicon.txt``, beginnings of words).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources

from objektiv.plans.source import SOFT_HYPHEN

_WORD = re.compile(r"[А-Яа-яЁё]+")
_PAIR = re.compile(r"(?<![\w.-])([А-ЯЁа-яё][а-яё]+) (?=([а-яё]+)(?![\w-]))")
_HYPHENED = re.compile(r"(?<!\w)([А-ЯЁа-яё][а-яё]+)-\s+([а-яё]{2,})(?!\w)")
_LINE_END = re.compile(r"(?<!\w)([А-ЯЁа-яё][а-яё]*)[-‐]\n\s*([а-яё]+)(?!\w)")
_COMPOUND = re.compile(r"(?<![\w-])[А-ЯЁа-яё][а-яё]+-[а-яё]{3,}(?![\w-])")
_CHAIN = re.compile(rf"[^\s{SOFT_HYPHEN}]*(?:{SOFT_HYPHEN}[^\s{SOFT_HYPHEN}]*)+")
_MOST_PIECES = 5
_ONE_WORD, _ENDING, _UNKNOWN, _UNKNOWN_JOINED = 0.01, 0.9, 1.0, 1.3
_SHORTEST_PIECE = 2
_CUT = re.compile(rf"([^\s{SOFT_HYPHEN}]*){SOFT_HYPHEN}([^\s{SOFT_HYPHEN}]*)")
_LAST = re.compile(r"([А-Яа-яЁё]+)(-?)$")
_FIRST = re.compile(r"[а-яё]+")
_VOWEL = re.compile(r"[аеиоуыэюяё]", re.IGNORECASE)
_ENUMERATION = frozenset({"и", "или", "а", "да"})
_LONGEST_OVERLAP = 3
_INFLECTION = re.compile(
    r"(?:ыми|ими|ого|его|ому|ему|ами|ями|иями|иях|иям|ией|ием|ия|ию|ии|ие|ий|ях|ам|ям|ах|ов|ев|ей|ой|ый|ая|яя|ое|ее"
    r"|ые|ую|юю|ых|их|ым|им|ом|ем|а|я|о|е|ы|и|у|ю|ь|й)$"
)
_SHORTEST_STEM = 4
_SHORTEST_REFLEXIVE = 7
_NEVER_ALONE = frozenset({"пере", "обще", "меж", "взаимо", "еже", "недо", "пре", "само"})
_FUNCTION_WORDS = (
    "а без в вас во все всех всё вы где для до его ее ей ему если её же за и из или им их к как ко "
    "когда кроме ли между мы на над нас не ни но о об около он она они оно от перед по под после при "
    "про с со среди та так также те тем тех то том тот у ход ходе чем через числе что это я"
)
_FUNCTION = frozenset(_FUNCTION_WORDS.split())


class Vocabulary:
    """The words of one document with the general list behind them."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts: Counter[str] = Counter()
        for text in texts:
            whole = _LINE_END.sub(" ", _CUT.sub(" ", text))  # pieces are no words
            counts.update(_folded(word) for word in _WORD.findall(whole))
        self._words = {word for word in counts if len(word) >= 3}
        self._counts = counts
        self._compounds = {
            _stem(_folded(word)) for text in texts for word in _COMPOUND.findall(text)
        } | _compounds()
        self._beginnings = {word.partition("-")[0] for word in self._compounds}
        self._stems = {_stem(word): word for word in self._words if len(word) >= 5}

    def knows(self, word: str) -> bool:
        """Whether this is a word: of the general list, or used by the document at least twice, in any form."""
        folded = _folded(word)
        if folded in _FUNCTION or _in_lexicon(folded):
            return True
        return len(folded) > 2 and folded not in _NEVER_ALONE and self._counts[folded] > 1

    def confirms(self, word: str) -> bool:
        """Whether a word put together of two pieces is a word: known, or used by the document in one piece."""
        folded = _folded(word)
        if len(folded) < 5:
            return False
        return folded in self._words or _in_lexicon(folded) or _stem(folded) in self._stems

    def is_compound(self, left: str, right: str) -> bool:
        """Whether a hyphen belongs between two halves: «психолого-педагогический», «учитель-предметник»."""
        if _stem(_folded(f"{left}-{right}")) in self._compounds:
            return True
        return (
            _folded(left) in self._beginnings and not _in_lexicon(_folded(left + right)) and self.knows(right)
        )

    def ending_for(self, broken: str) -> str:
        """The word of the document that a broken one began: «обеспечо» → «обеспечение»; empty when not the only one."""
        begin = _folded(broken)[:-1]
        if len(begin) < 5:
            return ""
        nouns = {
            word for word in self._words if word.startswith(begin) and word.endswith(("ние", "ция", "тие"))
        }
        return nouns.pop() if len(nouns) == 1 else ""


def heal(text: str, vocabulary: Vocabulary) -> str:
    """A text of a page whose narrow cells cut words: pieces that make words together are put together."""
    return _CHAIN.sub(lambda found: _segmented(found[0].split(SOFT_HYPHEN), vocabulary), text)


def join_line_ends(text: str, vocabulary: Vocabulary) -> str:
    """A text whose words no line's end cuts: «сопро-», «вождение»; compounds keep their hyphen."""
    return _LINE_END.sub(lambda found: _of_line_end(found[1], found[2], vocabulary), text)


def _segmented(pieces: list[str], vocabulary: Vocabulary) -> str:
    """Pieces as the words that cost least: the fewest that are known, a number never cut."""
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, len(pieces) + 1):
        choices = []
        for begin in range(max(0, end - _MOST_PIECES), end):
            word = "".join(pieces[begin:end])
            cost, words = best[begin]
            choices.append((cost + _strangeness(pieces[begin:end], vocabulary), [*words, word]))
        best.append(min(choices, key=lambda choice: choice[0]))
    return " ".join(best[-1][1])


def _strangeness(pieces: list[str], vocabulary: Vocabulary) -> float:
    """What it costs to read pieces as one word."""
    segment = "".join(pieces)
    words = _WORD.findall(segment)
    is_whole = vocabulary.confirms if len(pieces) > 1 else vocabulary.knows
    is_number = not words and (len(pieces) == 1 or segment[:1].isdigit())
    if is_number or (words and is_whole(words[-1])):
        return _ONE_WORD
    if len(pieces) == 2 and _is_ending(pieces[1].strip(".,;:)»")):
        return _ENDING
    return _UNKNOWN if len(pieces) == 1 else _UNKNOWN_JOINED * (len(pieces) - 1)


def _is_ending(piece: str) -> bool:
    """Whether a piece is hardly a word of its own: «департамент|а»."""
    return len(piece) <= _SHORTEST_PIECE and (piece == "а" or piece not in _FUNCTION)


def glue(left: str, right: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """Two pieces of a text as one, and the remark when a word was put together («Обеспечен|ние»), else an empty one."""
    last, first = _LAST.search(left), _FIRST.match(right)
    if not left or not right or not last or not first:
        return f"{left} {right}".strip(), ""
    word, overlap = _one_word(last[1], first[0], left[: last.start()], vocabulary)
    if not word:
        return f"{left} {right}", ""
    whole = left[: last.start()] + word + right[first.end() :]
    return whole, f"слово «{word}» собрано из «{last[0]}» и «{first[0]}»" + (
        f", повтор «{overlap}» убран" if overlap else ""
    )


def _one_word(last: str, first: str, before: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """The word of the two pieces and the letters that both had; empty strings when they are two words."""
    is_last_word = vocabulary.knows(last) and not _is_stray(last, first, before)
    if is_last_word and vocabulary.knows(first):
        return "", ""
    if vocabulary.confirms(last + first):
        return last + first, ""
    for size in range(min(_LONGEST_OVERLAP, len(last), len(first)), 0, -1):
        same = last[-size:].lower() == first[:size].lower()
        if same and vocabulary.confirms(last + first[size:]):
            return last + first[size:], first[:size]
    return "", ""


def _is_stray(last: str, first: str, before: str) -> bool:
    """«о» before a vowel, or a preposition after another one, is no word but a piece of the next."""
    previous = _LAST.search(before.rstrip())
    follows_one = (
        bool(previous) and previous is not None and previous[1].lower() in {"в", "с", "к", "на", "по", "от"}
    )
    return len(last) == 1 and last.lower() in _FUNCTION and follows_one and first[0].lower() in "аоуиэ"


def mend(text: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """A text with its cut words put together, and the remark of what was done (empty when nothing was)."""
    remarks: list[str] = []

    def hyphened(found: re.Match[str]) -> str:
        left, right = found[1], found[2]
        if right in _ENUMERATION:
            return found[0]
        whole = _of_line_end(left, right, vocabulary)
        remarks.append(f"«{' '.join(found[0].split())}» прочитано как «{whole}»")
        return whole

    def paired(found: re.Match[str]) -> str:
        left, right = found[1], found[2]
        if not _are_pieces(left, right, vocabulary):
            return found[0]
        remarks.append(f"«{left} {right}» прочитано как «{left + right}»")
        return left

    mended = _PAIR.sub(paired, _HYPHENED.sub(hyphened, text))
    return mended, "; ".join(remarks)


def _of_line_end(left: str, right: str, vocabulary: Vocabulary) -> str:
    """Two halves that a hyphen at a line's end parts: one word, or a compound that keeps its hyphen."""
    if vocabulary.is_compound(left, right):
        return f"{left}-{right}"
    is_cut = (
        vocabulary.confirms(left + right) or _is_no_word(left, vocabulary) or _is_no_word(right, vocabulary)
    )
    return left + right if is_cut else f"{left}-{right}"


def _are_pieces(left: str, right: str, vocabulary: Vocabulary) -> bool:
    """Whether two words beside each other are one: together a word, and one of them by itself is none."""
    if _folded(left) in _FUNCTION or _folded(right) in _FUNCTION:
        return False
    by_itself = _is_no_word(left, vocabulary) or _is_no_word(right, vocabulary)
    return by_itself and vocabulary.confirms(left + right)


def _is_no_word(piece: str, vocabulary: Vocabulary) -> bool:
    if not _VOWEL.search(piece) or piece[0] in "ьъы":
        return True
    return not vocabulary.knows(piece)


@cache
def _stem(folded: str) -> str:
    """The word without its inflection; one rule for all forms of a word matters more than the right root."""
    bare = folded[:-2] if len(folded) > _SHORTEST_REFLEXIVE and folded.endswith(("ся", "сь")) else folded
    shorter = _INFLECTION.sub("", bare)
    return shorter if len(shorter) >= _SHORTEST_STEM else folded


def _folded(word: str) -> str:
    return word.lower().replace("ё", "е")


@cache
def _lexicon() -> frozenset[str]:
    text = resources.files("objektiv.plans.layout").joinpath("lexicon.txt").read_text(encoding="utf-8")
    return frozenset(
        _stem(_folded(word)) for line in text.splitlines() if line[:1] != "#" for word in line.split()
    )


@cache
def _compounds() -> frozenset[str]:
    return frozenset(word for word in _lexicon() if "-" in word)


@cache
def _in_lexicon(folded: str) -> bool:
    return _stem(folded) in _lexicon()
