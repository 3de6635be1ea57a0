"""Explanations of a case as people read them: what is the same in several procedures stands once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from objektiv.analysis.explanations import addressed
from objektiv.web.cases.enums import ExplanationStatus
from objektiv.web.cases.models import Explanation, Reply
from objektiv.web.findings.shown.works_in_words import places_in_words, works_in_words

ORDER = (
    ExplanationStatus.SUPPORTED, ExplanationStatus.ANSWERED, ExplanationStatus.ASKED, ExplanationStatus.OPEN,
    ExplanationStatus.EXCLUDED,
)  # fmt: skip
_NUMBER = re.compile(r"\d[\d,]*(?:\s+работ\w*)?")  # the noun after a number changes with it
OTHER_NUMBERS = "то же, с другими числами"


@dataclass(slots=True)
class Group:
    """One explanation with one state: its sentences, each with the procedures it is about; the school's answers."""

    title: str
    status: str
    status_title: str
    keys: list[int] = field(default_factory=list)
    sentences: dict[str, list[str]] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)
    with_signs: Collection[str] = ()
    is_for_school: bool = False

    @property
    def is_excluded(self) -> bool:
        """The data speak against it: shown folded."""
        return self.status == ExplanationStatus.EXCLUDED

    @property
    def lines(self) -> list[tuple[str, str]]:
        """(procedures, sentence), the procedures empty where there is but one sentence without any."""
        return [
            (
                places_in_words(places, self.with_signs),
                addressed(sentence) if self.is_for_school else sentence,
            )
            for sentence, places in self.sentences.items()
        ]

    @property
    def details(self) -> str:
        """What the school is asked about it: «Работ 18… (математика 5; то же, с другими числами: история 5)»."""
        alike: dict[str, list[tuple[str, list[str]]]] = {}
        for sentence, places in self.sentences.items():
            alike.setdefault(_NUMBER.sub("", sentence), []).append((sentence, places))
        return addressed(" ".join(_asked_once(said) for said in alike.values()))

    @property
    def question(self) -> str:
        """The same where no heading stands above: «Мало участников. Работ 18… (математика 5)»."""
        return f"{self.title[:1].upper()}{self.title[1:]}. {self.details}".strip()


def _asked_once(said: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Sentences that differ in numbers alone: the first in full, of the others only where they are true."""
    (sentence, first), *others = said
    more = works_in_words(place for _, places in others for place in places)
    told = (works_in_words(first), f"{OTHER_NUMBERS}: {more}" if more else "")
    places = "; ".join(one for one in told if one)
    return f"{sentence} ({places})" if places else sentence


def grouped(
    explanations: Iterable[Explanation], *, with_signs: Collection[str] = (), is_for_school: bool = False
) -> list[Group]:
    """By what is known of them: first what the data support, last what they exclude.

    ``with_signs``: short titles of all procedures with signs, where the reader sees them beside the explanations;
    ``is_for_school``: the reader is the school, so what officials are to ask it is put to it («Напишите, …»).
    """
    found: dict[tuple[str, str], Group] = {}
    for one in explanations:
        group = found.setdefault(
            (one.status, one.title),
            Group(
                one.title,
                one.status,
                one.get_status_display(),
                with_signs=with_signs,
                is_for_school=is_for_school,
            ),
        )
        group.keys.append(one.pk)
        places = group.sentences.setdefault(one.sentence, [])
        if one.assessment and one.assessment not in places:
            places.append(one.assessment)
        if one.answer and one.answer not in group.answers:
            group.answers.append(one.answer)
    return sorted(found.values(), key=lambda group: ORDER.index(ExplanationStatus(group.status)))


def said_in(reply: Reply, explanations: Iterable[Explanation]) -> list[tuple[str, str]]:
    """(question, answer) of one reply; the same answer for several procedures stands once."""
    found = ((one.title, reply.answers[str(one.pk)]) for one in explanations if str(one.pk) in reply.answers)
    return list(dict.fromkeys(found))


def questions_to_school(explanations: Iterable[Explanation]) -> list[Group]:
    """Those that only the school can answer."""
    return [one for one in grouped(explanations) if one.status == ExplanationStatus.ASKED]
