"""What an assessment is: kind, year, subject, grade of the work; its id, its school year, its Russian names."""

from __future__ import annotations

import re
from dataclasses import dataclass

KINDS: dict[str, str] = {
    "vpr": "ВПР",
    "oge": "ОГЭ",
    "ege": "ЕГЭ",
    "gve": "ГВЭ",
    "dkr": "ДКР",
    "kdr": "КДР",
    "kkr": "ККР",
}

SUBJECTS: dict[str, str] = {
    "ma": "математика",
    "ru": "русский язык",
    "om": "окружающий мир",
    "li": "литература",
    "is": "история",
    "ob": "обществознание",
    "gg": "география",
    "bi": "биология",
    "fi": "физика",
    "hi": "химия",
    "inf": "информатика",
    "en": "английский язык",
    "de": "немецкий язык",
    "fr": "французский язык",
    "fl": "иностранный язык",
}

# Spring is the rule; these waves were written in autumn by pupils of the next grade (METHODS §2).
AUTUMN_WAVES: frozenset[tuple[str, int]] = frozenset({("vpr", 2020)})

_ID = re.compile(r"^([a-z]+)-(\d{4})-([a-z]+?)(\d{1,2})(?:-([a-z0-9]+))?$")


@dataclass(frozen=True, slots=True, order=True)
class AssessmentId:
    """One assessment: ``vpr-2021-ma4``; ``grade`` is the grade of the work, ``variant`` a level («base»)."""

    kind: str
    year: int
    subject: str
    grade: int
    variant: str = ""

    def __str__(self) -> str:
        tail = f"-{self.variant}" if self.variant else ""
        return f"{self.kind}-{self.year}-{self.subject}{self.grade}{tail}"

    @classmethod
    def parse(cls, text: str) -> AssessmentId:
        """Read an id such as ``vpr-2021-ma4``; raises ValueError with a Russian sentence."""
        found = _ID.match(text.strip().lower())
        if not found or found[1] not in KINDS or found[3] not in SUBJECTS or not 1 <= int(found[4]) <= 11:
            raise ValueError(
                f"«{text}» не похоже на код процедуры: нужен вид-год-предмет и класс, например vpr-2021-ma4."
            )
        return cls(found[1], int(found[2]), found[3], int(found[4]), found[5] or "")

    @property
    def is_autumn(self) -> bool:
        """Written in autumn, by pupils one grade above the grade of the work."""
        return (self.kind, self.year) in AUTUMN_WAVES

    @property
    def school_year(self) -> str:
        """School year in which the work was written: ``2020/21``."""
        start = self.year if self.is_autumn else self.year - 1
        return f"{start}/{(start + 1) % 100:02d}"

    @property
    def title(self) -> str:
        """Russian name for people: «ВПР 2021, математика, 4 класс»; of an autumn work also who wrote it."""
        level = f", {self.variant}" if self.variant else ""
        head = f"{KINDS[self.kind]} {self.year}, {SUBJECTS[self.subject]}"
        if self.is_autumn:
            return f"{head} за {self.grade} класс, писал {self.grade + 1} класс (осень {self.year}){level}"
        return f"{head}, {self.grade} класс{level}"

    @property
    def spoken(self) -> str:
        """The name inside a sentence of one school year: «математика в 4 классе»."""
        kind = "" if self.kind == "vpr" else f" {KINDS[self.kind]}"
        level = f" ({self.variant})" if self.variant else ""
        when = (
            f"за {self.grade} класс осенью {self.year} года" if self.is_autumn else f"в {self.grade} классе"
        )
        return f"{SUBJECTS[self.subject]}{kind} {when}{level}"

    @property
    def short_title(self) -> str:
        """Short Russian name for table columns: «МА 4» or «МА 4 (осень 2020)»."""
        autumn = f" (осень {self.year})" if self.is_autumn else ""
        prefix = "" if self.kind == "vpr" else f"{KINDS[self.kind]} "
        return f"{prefix}{SUBJECT_SHORT[self.subject]} {self.grade}{autumn}"


SUBJECT_SHORT: dict[str, str] = {
    "ma": "МА",
    "ru": "РУ",
    "om": "ОМ",
    "li": "ЛИ",
    "is": "ИС",
    "ob": "ОБ",
    "gg": "ГГ",
    "bi": "БИ",
    "fi": "ФИ",
    "hi": "ХИ",
    "inf": "ИНФ",
    "en": "АН",
    "de": "НЕ",
    "fr": "ФР",
    "fl": "ИЯ",
}
