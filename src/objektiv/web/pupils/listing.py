"""What the pages of pupils show: the list «расхождение ≥ 2», pupils by years, one pupil, the state of the codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from objektiv.documents.numbers import choose_form
from objektiv.reports.class_tables import class_order
from objektiv.web.access.exporters import said_filters
from objektiv.web.pupils.models import CodeBook, PupilCode
from objektiv.web.pupils.queries import current_codes
from objektiv.web.pupils.rows import Key, PupilRow


@dataclass(frozen=True, slots=True)
class GapFilter:
    """What was chosen above the list; empty texts narrow nothing."""

    year: str
    work: str = ""
    group: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str], years: Sequence[str]) -> GapFilter:
        """From the address; the newest year unless another one was asked."""
        year = asked.get("year", "")
        newest = years[0] if years else ""
        return cls(year if year in years else newest, asked.get("work", "")[:40], asked.get("class", "")[:40])

    def fits(self, row: PupilRow) -> bool:
        """The row is asked for."""
        is_work = not self.work or str(row.work) == self.work
        return is_work and (not self.group or row.group == self.group)

    def in_words(self, works: Sequence[tuple[str, str]]) -> str:
        """For the export."""
        said = (
            ("учебный год", self.year), ("процедура", dict(works).get(self.work, "")), ("класс", self.group),
        )  # fmt: skip
        return said_filters(said)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row with what tables need of it."""

    row: PupilRow
    permanent: str

    @property
    def gap(self) -> str:
        """«+2», «−3»."""
        gap = self.row.gap or 0
        return f"+{gap}" if gap > 0 else f"−{-gap}"


@dataclass(frozen=True, slots=True)
class GapList:
    """The list: what may be chosen, what is shown, what it comes to."""

    works: list[tuple[str, str]]
    groups: list[str]
    rows: list[ShownRow]
    compared: int
    lower: int
    higher: int

    @property
    def by_work(self) -> list[tuple[str, list[ShownRow]]]:
        """Title of the procedure → its rows."""
        return [(title, list(found)) for title, found in groupby(self.rows, lambda one: one.row.work.title)]

    @property
    def sentence(self) -> str:
        """The conclusion in one sentence."""
        if not self.compared:
            return "Сравнивать нечего: в файлах нет отметок по журналу или шкалы отметок."
        if not self.rows:
            return f"Расхождений в два балла и больше нет: сравнили отметок — {self.compared}."
        return (
            f"Отметок, разошедшихся на два балла и больше: {len(self.rows)} из {self.compared}. "
            "За работу ниже, чем по журналу, — "
            f"{self.lower}, выше — {self.higher}."
        )


def gap_list(rows: Sequence[PupilRow], chosen: GapFilter, permanents: Mapping[Key, str]) -> GapList:
    """The list of one year, by procedure, class and code."""
    works = sorted({(str(row.work), row.work.title) for row in rows}, key=lambda pair: pair[1])
    groups = sorted({row.group for row in rows}, key=class_order)
    fitting = [row for row in rows if chosen.fits(row)]
    far = sorted(
        (row for row in fitting if row.is_far_apart),
        key=lambda row: (row.work.title, str(row.work), class_order(row.group), row.code),
    )
    return GapList(
        works,
        groups,
        [ShownRow(row, permanents.get(row.key, "")) for row in far],
        sum(row.gap is not None for row in fitting),
        sum((row.gap or 0) < 0 for row in far),
        sum((row.gap or 0) > 0 for row in far),
    )


def permanents_of(books: QuerySet[CodeBook], school_year: str) -> dict[Key, str]:
    """Grade and code of a year → the stable code."""
    codes = current_codes(books.filter(school_year=school_year))
    return {(grade, code): said for grade, code, said in codes.values_list("grade", "code", "permanent")}


@dataclass(frozen=True, slots=True)
class LinkedPupil:
    """A stable code with the codes of procedures that it joins, newest year first."""

    permanent: str
    codes: list[PupilCode]


def with_codes(permanents: Sequence[str], codes: QuerySet[PupilCode]) -> list[LinkedPupil]:
    """Pupils of one page of the list, in its order; two questions to the database whatever their number."""
    found: dict[str, list[PupilCode]] = {one: [] for one in permanents}
    joined = codes.filter(permanent__in=permanents).select_related("book")
    for code in joined.order_by("-book__school_year", "grade", "code"):
        found[code.permanent].append(code)
    return [LinkedPupil(one, found[one]) for one in permanents]


def works_of(codes: Iterable[PupilCode], rows: Iterable[PupilRow]) -> list[tuple[PupilCode, PupilRow]]:
    """Works of one pupil, newest year first."""
    known = {(one.book.school_year, one.grade, one.code): one for one in codes}
    found = [
        (known[key], row) for row in rows if (key := (row.work.school_year, row.grade, row.code)) in known
    ]
    return sorted(found, key=lambda pair: (-int(pair[1].work.school_year[:4]), pair[1].work.title))


@dataclass(frozen=True, slots=True)
class YearOfCodes:
    """How far the codes of one year are linked."""

    codes: int
    linked: int
    kept: int
    new: int
    gone: int

    @classmethod
    def count(cls, keys: Iterable[Key], now: Mapping[Key, str], before: Mapping[Key, str]) -> YearOfCodes:
        """``keys``: codes of the works of the year; ``before``: what was linked a year earlier."""
        written, current, earlier = set(keys), set(now.values()), set(before.values())
        return cls(
            len(written), len(written & now.keys()), len(current & earlier), len(current - earlier),
            len(earlier - current),
        )  # fmt: skip

    @property
    def sentence(self) -> str:
        """The conclusion in one sentence."""
        if not self.codes:
            return "Работ этого года пока нет: сначала загрузите результаты."
        if not self.linked:
            return f"Кодов в работах этого года: {self.codes}, ни один пока не связан с постоянным."
        if self.linked == self.codes:
            return f"Все коды этого года связаны с постоянными: {self.codes}."
        return f"Связано {self.linked} из {self.codes} {choose_form(self.codes, 'кода', 'кодов', 'кодов')} этого года."


def codes_of(rows: Iterable[PupilRow]) -> list[tuple[int, str, str]]:
    """Codes of a year, each once: grade, code, class; by class."""
    classes: dict[Key, str] = {}
    for row in rows:
        classes.setdefault(row.key, row.group)
    ordered = sorted(classes, key=lambda key: (key[0], class_order(classes[key]), key[1]))
    return [(*key, classes[key]) for key in ordered]
