"""The words of the column «Ответственные» taken apart into those whom they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from objektiv.plans.responsible.people import Person, find_people
from objektiv.plans.responsible.vocabulary import (
    Hit,
    is_group,
    longest_hit,
    meant,
    school_subjects,
)
from objektiv.plans.responsible.words import Kind, Responsible
from objektiv.plans.words import fold, russian_letters, stem

TRAILING_COMMA = "после него стоит запятая: возможно, назван не последний ответственный"
UNKNOWN = "не удалось понять, кто это"

_ITEM = re.compile(r"(?P<word>[^\W_]+(?:[-‐‑–][^\W\d_]+)*)|(?P<mark>[,;/\n()]|[-–—](?=\s))")
_JOINED_DASH = re.compile(
    r"(?<=учителя)\s+-\s*(?=[а-я])|(?<=учителя)-\s+(?=[а-я])|(?<=учителей)\s*-\s*(?=[а-я])"
)
_ADJECTIVE = ("ые", "ие", "ых", "их", "ым", "им", "ый", "ий", "ыми", "ими", "ого", "ая")
_NOT_FIRST_CASE = (
    "ов",
    "ей",
    "ев",
    "ых",
    "их",
    "ам",
    "ям",
    "ом",
    "ем",
    "им",
    "ым",
    "ах",
    "ях",
    "ой",
    "ого",
    "ому",
)
_LONE_SURNAME = re.compile(
    r"[А-ЯЁ][а-яё]+(?:[оеё]в|[иы]н|[оеё]ва|[иы]на|ский|цкий|ская|цкая|енко|чук|юк|дзе|швили|ян)"
)
_LEADING = frozenset(["совместно", "с", "со", "при", "участии", "а", "также", "и"])
_FIELDS_OF_DEPUTIES = frozenset(["увр", "вр", "нмр", "умр", "мр", "ахр", "ахч"])
_LONGEST_PHRASE = 6
_SHORT_UNKNOWN = 2


@dataclass(frozen=True, slots=True)
class _Item:
    """A word, a dividing mark or a name of the text."""

    start: int
    end: int
    word: str = ""  # folded
    mark: str = ""
    person: Person | None = None
    capital: bool = False


@dataclass(slots=True)
class _Piece:
    """What is being read: from where, the entry of the vocabulary, its words so far."""

    start: int
    end: int
    words: list[str]
    hit: Hit | None = None


def understand_responsible(text: str) -> tuple[Responsible, ...]:
    """Everyone whom a cell names, in order; an empty text gives nothing, never raises.

    «и», commas, new lines and «;» divide; names and posts are also told apart without any mark. What the vocabulary
    does not know stays ``Kind.UNKNOWN`` with a remark.
    """
    lines = _JOINED_DASH.sub("-", russian_letters(text)).splitlines()
    text = "\n".join(" ".join(line.split()) for line in lines if line.strip())
    found = _Reader(text).read()
    if found and text.rstrip().endswith((",", ";")):
        last = found[-1]
        remark = "; ".join(filter(None, (last.remark, TRAILING_COMMA)))
        found[-1] = Responsible(last.kind, last.text, last.title, last.roles, remark)
    return tuple(found)


class _Reader:
    """Walks the items of one text once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._items = list(_items(text))
        self._found: list[Responsible] = []
        self._piece: _Piece | None = None
        self._post_of_last = False  # a person was read just now and a dash or a bracket follows

    def read(self) -> list[Responsible]:
        """Everyone named."""
        position = 0
        while position < len(self._items):
            item = self._items[position]
            if item.person:
                self._take_person(item.person)
                position += 1
            elif item.mark:
                position = self._take_mark(position)
            else:
                position = self._take_word(position)
        self._close()
        return self._found

    def _take_person(self, person: Person) -> None:
        roles: tuple[str, ...] = ()
        start = person.start
        if self._piece and self._piece.hit:  # «директор школы Мухин А. Б.»
            roles, start = self._piece.hit.entry.roles, self._piece.start
            self._piece = None
        self._close()
        text = " ".join(self._text[start : person.end].split())
        text += ")" if text.count("(") > text.count(")") else ""
        self._found.append(Responsible(Kind.PERSON, text, person.title, roles, person.remark))
        self._post_of_last = False

    def _take_mark(self, position: int) -> int:
        item = self._items[position]
        after_person = self._piece is None and bool(self._found) and self._found[-1].kind is Kind.PERSON
        if item.mark in "(-–—" and after_person:
            self._post_of_last = True
            return position + 1
        if item.mark == "(" and self._piece:
            named = position + 1 < len(self._items) and self._items[position + 1].person
            return position + 1 if named else self._skip_bracket(position)
        if item.mark in "-–—" or (item.mark == "\n" and self._goes_on(position)):
            return position + 1
        if item.mark in ",/" and self._is_subject(position + 1):
            return position + 1
        if item.mark == "/" and self._piece and not longest_hit(self._words(position + 1)):
            return position + 1
        self._close()
        return position + 1

    def _take_word(self, position: int) -> int:
        item = self._items[position]
        if item.word == "и":
            return self._take_and(position)
        hit = longest_hit(self._words(position))
        if self._piece is None:
            if hit is None and item.word in _LEADING:
                return position + 1
            return self._begin(position, hit)
        if self._piece.hit is None:
            if hit and not hit.repaired and len(self._piece.words) <= _SHORT_UNKNOWN:
                self._piece.hit = hit
                return self._extend(position, hit.length)
        elif hit and not hit.repaired and _begins_anew(item, hit):
            self._close()
            return self._begin(position, hit)
        return self._extend(position, 1)

    def _take_and(self, position: int) -> int:
        following = self._items[position + 1] if position + 1 < len(self._items) else None
        only_adjectives = (
            self._piece
            and not self._piece.hit
            and all(word.endswith(_ADJECTIVE) for word in self._piece.words)
        )
        names = following and (following.person or longest_hit(self._words(position + 1)))
        if self._piece is None or (names and not only_adjectives):
            self._close()
            return position + 1
        return self._extend(position, 1)

    def _begin(self, position: int, hit: Hit | None) -> int:
        item = self._items[position]
        self._piece = _Piece(item.start, item.end, [], hit)
        return self._extend(position, hit.length if hit else 1)

    def _extend(self, position: int, count: int) -> int:
        taken = [item for item in self._items[position : position + count] if item.word]
        if self._piece:
            self._piece.words += [item.word for item in taken]
            self._piece.end = taken[-1].end
        return position + count

    def _close(self) -> None:
        piece, self._piece = self._piece, None
        if piece is None:
            return
        if self._post_of_last and piece.hit:  # «Мухин А. Б. (директор)»
            last = self._found[-1]
            end = piece.end + (self._text[piece.end : piece.end + 1] == ")")
            text = " ".join(self._text[self._text.rfind(last.text, 0, piece.start) : end].split())
            self._found[-1] = Responsible(last.kind, text, last.title, piece.hit.entry.roles, last.remark)
        else:
            self._found.append(_responsible(piece, self._text))
        self._post_of_last = False

    def _words(self, position: int) -> list[str]:
        """Words from here to the next mark that divides."""
        words = []
        for item in self._items[position : position + _LONGEST_PHRASE]:
            if item.person or item.mark not in ("", "\n"):
                break
            if item.word:
                words.append(item.word)
        return words

    def _goes_on(self, position: int) -> bool:
        """Whether the line after a break belongs to the same responsible: it begins with a small letter or «ОО»."""
        following = self._items[position + 1] if position + 1 < len(self._items) else None
        if following is None or following.person or following.mark:
            return False
        raw = self._text[following.start : following.end]
        return self._piece is not None and (not following.capital or raw.isupper())

    def _is_subject(self, position: int) -> bool:
        """Whether the same post goes on: «учителя физики, химии», «зам. директора по УВР, ВР»."""
        if self._piece is None or self._piece.hit is None or position >= len(self._items):
            return False
        word = self._items[position].word
        return word in _FIELDS_OF_DEPUTIES or stem(word) in school_subjects()

    def _skip_bracket(self, position: int) -> int:
        """The place after a bracket that explains what stands before it."""
        for place in range(position, len(self._items)):
            if self._items[place].mark == ")":
                return place + 1
        return len(self._items)


def _items(text: str) -> Iterator[_Item]:
    people = {person.start: person for person in find_people(text, _is_post)}
    position = 0
    while found := _ITEM.search(text, position):
        first = min((start for start in people if position <= start <= found.start()), default=None)
        if first is not None:
            person = people[first]
            yield _Item(person.start, person.end, person=person)
            position = person.end
            continue
        if found["word"]:
            yield _Item(found.start(), found.end(), word=fold(found[0]), capital=found[0][0].isupper())
        else:
            yield _Item(found.start(), found.end(), mark=found[0])
        position = found.end()


def _is_post(word: str) -> bool:
    """Whether a word that looks like a surname begins a post."""
    hit = longest_hit([fold(word)])
    return (hit is not None and not hit.repaired) or longest_hit([fold(word), "директора"]) is not None


def _begins_anew(item: _Item, hit: Hit) -> bool:
    """Whether someone else is named without a mark between: «заместитель директора педагог-психолог»."""
    if hit.entry.kind is Kind.ORGANISATION:
        return False
    return item.capital or (
        len(item.word) <= 3 or not item.word.endswith((*_NOT_FIRST_CASE, "а", "я", "у", "ю"))
    )


def _responsible(piece: _Piece, text: str) -> Responsible:
    end = piece.end + (text[piece.end : piece.end + 1] in ("»", '"'))
    words = " ".join(text[piece.start : end].split())
    if piece.hit is None and _LONE_SURNAME.fullmatch(words):
        return Responsible(Kind.PERSON, words, words, (), "фамилия без инициалов")
    if piece.hit is None:
        return Responsible(Kind.UNKNOWN, words, "", (), UNKNOWN)
    entry = meant(piece.hit.entry, piece.words)
    kind = Kind.GROUP if entry.kind is Kind.POST and is_group(entry, piece.words) else entry.kind
    written = next((word for word in piece.words if word.startswith(piece.hit.repaired[:1])), "")
    remark = f"«{written}» прочитано как «{entry.title}»" if piece.hit.repaired else ""
    return Responsible(kind, words, entry.title, entry.roles, remark)
