"""What a plan of measures is made of, whatever file it came from.

Every field keeps the words of the document, the place where they stand and how surely they were read; what the reader
supposes but the document does not say is a ``suggestion``, never the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

SURE = 1.0
LIKELY = 0.8  # read by a rule that usually holds: a row joined over a page break
DOUBTFUL = 0.5  # a person should look: a word repaired, a column told from its content


@dataclass(frozen=True, slots=True)
class Field:
    """Words of a document. ``place``: where they stand, in Russian; ``confidence``: 0–1; ``remark``: what was done."""

    text: str = ""
    place: str = ""
    confidence: float = SURE
    remark: str = ""
    suggestion: str = ""

    def __bool__(self) -> bool:
        """Whether the document says anything here."""
        return bool(self.text)


EMPTY = Field()


@dataclass(frozen=True, slots=True)
class Approval:
    """The block УТВЕРЖДАЮ (or СОГЛАСОВАНО, РАССМОТРЕНО): who approves the document and when."""

    word: Field = EMPTY
    post: Field = EMPTY
    organisation: Field = EMPTY
    person: Field = EMPTY
    date: Field = EMPTY


@dataclass(frozen=True, slots=True)
class Annex:
    """«Приложение № 2 к приказу …  от … № …»: the order that the plan belongs to; blanks stay empty."""

    number: Field = EMPTY
    document: Field = EMPTY
    organisation: Field = EMPTY
    date: Field = EMPTY
    order_number: Field = EMPTY


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the plan itself."""

    title: Field = EMPTY
    kind: Field = EMPTY  # «план мероприятий», «дорожная карта», «план работы»
    organisation: Field = EMPTY
    territory: Field = EMPTY
    school_year: Field = EMPTY  # «2023/24», or a calendar year «2021»
    approvals: tuple[Approval, ...] = ()
    annex: Annex | None = None


@dataclass(frozen=True, slots=True)
class Bullet:
    """A line of the narrative part; ``group`` is the number of the sub-heading it stands under («2.1»), if any."""

    text: Field
    group: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading inside the table; ``key`` is what actions refer to, unlike within the plan."""

    key: str
    number: Field
    title: Field


@dataclass(frozen=True, slots=True)
class Direction:
    """A direction of the narrative part with its bullets; ``groups``: its sub-headings, bullets refer to their keys."""

    number: Field
    title: Field
    bullets: tuple[Bullet, ...] = ()
    groups: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """One measure of the table, or one decision («Управленческое решение — Исполнение»: the second is the result).

    ``number``: as it stands, its suggestion the full number where numbering restarts («2» → «1.2»); ``section`` is
    the key of its section or empty; ``sub_items``: the list inside ``text`` cut into its items (``text`` stays whole);
    ``extra``: heading and cell of every column without a field of its own; ``confidence``: the least of its fields
    and of the row itself.
    """

    text: Field
    number: Field = EMPTY
    deadline: Field = EMPTY
    responsible: Field = EMPTY
    result: Field = EMPTY
    section: str = ""
    sub_items: tuple[Field, ...] = ()
    extra: tuple[tuple[str, Field], ...] = ()
    place: str = ""
    confidence: float = SURE


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed the document, at its end."""

    post: Field
    person: Field


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the reading as a whole that a person should know: place, what, what to do."""

    place: str
    message: str
    remedy: str = ""


@dataclass(frozen=True)
class Plan:
    """A plan as it was read.

    ``columns``: field and the heading of its column as it stands («deadline», «Сроки исполнения»), «other» for a column
    without a field; ``texts``: paragraphs that belong to no part (an introduction, a note below the table).
    """

    source: str
    head: Head = field(default_factory=Head)
    directions: tuple[Direction, ...] = ()
    sections: tuple[Section, ...] = ()
    actions: tuple[Action, ...] = ()
    decisions: tuple[Action, ...] = ()
    signatures: tuple[Signature, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    texts: tuple[Field, ...] = ()
    remarks: tuple[Remark, ...] = ()
