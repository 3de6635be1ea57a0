"""Procedures as people read them in a sentence: «математика 4–8; русский язык 4, 6» for «МА 4, МА 5, …»."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from objektiv.model.assessment import SUBJECT_SHORT, SUBJECTS

_SUBJECT_OF = {short: SUBJECTS[code] for code, short in SUBJECT_SHORT.items()}
_SHORT = re.compile(r"(?P<kind>.+ )?(?P<subject>\w+) (?P<grade>\d+)(?P<when> \(.+\))?")
RUN = 3  # so many grades in a row are written «4–6»
EVERYWHERE = "все процедуры с признаками"


def places_in_words(short_titles: Collection[str], with_signs: Collection[str]) -> str:
    """The same, the whole list of procedures ``with_signs`` in two words: it would stand in line after line."""
    if len(with_signs) > 1 and set(short_titles) == set(with_signs):
        return EVERYWHERE
    return works_in_words(short_titles)


def works_in_words(short_titles: Iterable[str]) -> str:
    """Subjects in the order in which they come, each with its grades; a title of another form stays as it is."""
    found: dict[tuple[str, str], list[int]] = {}
    for title in short_titles:
        known = _SHORT.fullmatch(title)
        if known is None or known["subject"] not in _SUBJECT_OF:
            found.setdefault((title, ""), [])
            continue
        name = f"{known['kind'] or ''}{_SUBJECT_OF[known['subject']]}"
        found.setdefault((name, known["when"] or ""), []).append(int(known["grade"]))
    return "; ".join(f"{name} {_grades(grades)}{when}".strip() for (name, when), grades in found.items())


def _grades(grades: Sequence[int]) -> str:
    """«4–6, 8»."""
    runs: list[list[int]] = []
    for one in sorted(set(grades)):
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    said = [[f"{run[0]}–{run[-1]}"] if len(run) >= RUN else map(str, run) for run in runs]
    return ", ".join(text for part in said for text in part)
