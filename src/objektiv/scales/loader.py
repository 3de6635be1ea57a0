"""The scale registry: scales of the package, overlaid by the user's file and by the scales of a lake.

Order of belief, first wins: the user's file, the lake's confirmed scales, the package, and last — without
their boundaries — scales inferred from marks and not yet confirmed (METHODS §1.2). Files of the package are
parsed by kind and year when first asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import ScaleError
from objektiv.model.scale import Scale
from objektiv.scales.packaged import packaged_document, packaged_scale_years
from objektiv.scales.scale_file import Key, Refusal, ScaleFile, read_document, read_user_file

CONFIRMED_FILE = "scales.toml"
INFERRED_FILE = "inferred-scales.toml"
INFERRED = "inferred"
UNCONFIRMED_NOTE = "Границы отметок выведены и не подтверждены: отметки не считаются."
JOINT_NOTE = "Вариант неизвестен: максимумы частей — наибольшие по вариантам."

_FOREIGN_LANGUAGES: frozenset[str] = frozenset({"en", "de", "fr"})


class Registry:
    """Scales known to one run; made by :func:`load_registry`, never changed, can go to another process."""

    def __init__(self, layers: Iterable[ScaleFile]) -> None:
        self._refused: list[Refusal] = []
        self._usable: dict[Key, Scale] = {}
        self._unconfirmed: dict[Key, Scale] = {}
        for layer in layers:
            self._refused += layer.refused
            for key, scale in layer.scales.items():
                known = self._unconfirmed if scale.trust == INFERRED else self._usable
                known.setdefault(key, scale)

    def scale(self, assessment: AssessmentId, form: str = "") -> Scale | None:
        """Scale of the assessment for the form, None when there is none.

        A scale without forms serves every form. Where scales differ by form and the form is unknown, the
        answer is permissive: every part has its largest maximum over the forms, so that no right row is
        refused (their sum may exceed ``maximum``); boundaries stay only where all forms share them. A scale
        not yet confirmed comes without boundaries and conditions. ``parts`` is empty when only the
        boundaries are known.
        """
        by_form = self._by_form(assessment)
        if not by_form and assessment.subject in _FOREIGN_LANGUAGES:
            by_form = self._by_form(replace(assessment, subject="fl"))
        found = by_form.get(form) or by_form.get("") or _joint(tuple(by_form.values()))
        if found is None:
            return None
        return _without_unconfirmed_boundaries(replace(found, assessment=assessment))

    def forms(self, assessment: AssessmentId) -> tuple[str, ...]:
        """Forms that have a scale of their own, in order; empty when one scale serves all."""
        return tuple(sorted(form for form in self._by_form(assessment) if form))

    def all(self) -> tuple[Scale, ...]:
        """Every scale that answers for its assessment and form, in order; inferred ones with boundaries."""
        packaged = _all_packaged()
        found = (self._pick(key, packaged) for key in sorted({*packaged, *self._usable, *self._unconfirmed}))
        return tuple(scale for scale in found if scale is not None)

    def unconfirmed(self) -> tuple[Scale, ...]:
        """Inferred scales whose boundaries wait for a confirmation, in order; a printed scale needs none."""
        packaged = _all_packaged()
        waiting = {key: scale for key, scale in packaged.items() if scale.trust == INFERRED}
        waiting.update((k, s) for k, s in self._unconfirmed.items() if packaged.get(k, s).trust != "printed")
        return tuple(
            waiting[key] for key in sorted(waiting) if waiting[key].boundaries and key not in self._usable
        )

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """Scales of the user's files that are not used, with the reason, in the order of the files."""
        return tuple(self._refused)

    def _by_form(self, assessment: AssessmentId) -> dict[str, Scale]:
        packaged = _packaged(assessment.kind, assessment.year).scales
        keys = [key for known in (self._usable, packaged, self._unconfirmed) for key in known]
        found = {form: self._pick((work, form), packaged) for work, form in keys if work == assessment}
        return {form: scale for form, scale in found.items() if scale is not None}

    def _pick(self, key: Key, packaged: Mapping[Key, Scale]) -> Scale | None:
        built_in = packaged.get(key)
        if key in self._usable:
            return self._usable[key]
        if built_in is not None and built_in.trust != INFERRED:
            return built_in
        return self._unconfirmed.get(key, built_in)


def load_registry(user_file: Path | None = None, lake: Path | None = None) -> Registry:
    """Registry of the package, the user's file and the lake's ``scales.toml`` and ``inferred-scales.toml``.

    Wrong entries are refused one by one (:attr:`Registry.refused`). Raises ScaleError where ``user_file`` is
    not.
    """
    layers = [read_user_file(user_file)] if user_file is not None else []
    if lake is not None:
        kept = (lake / CONFIRMED_FILE, lake / INFERRED_FILE)
        layers += [read_user_file(path, may_be_empty=True) for path in kept if path.is_file()]
    return Registry(layers)


def load_lake_registry(lake: Path) -> Registry:
    """Registry for work with a lake; ScaleError for the first thing wrong in its files of scales.

    Figures must not be counted silently on another scale than the one that the user wrote.
    """
    registry = load_registry(lake=lake)
    for refusal in registry.refused:
        form = f", вариант {refusal.form}" if refusal.form else ""
        named = f"шкала {refusal.assessment}{form} не принята: " if refusal.assessment else ""
        raise ScaleError(
            f"{named}{refusal.reason[:1].lower()}{refusal.reason[1:]}",
            f"Исправьте файл; все замечания: objektiv check-scales --lake {lake}.",
            place=str(lake / refusal.file),
        )
    return registry


@cache
def _packaged(kind: str, year: int) -> ScaleFile:
    name = f"{kind}-{year}.toml"
    document = packaged_document(name)
    return read_document(document, name) if document else ScaleFile({}, ())


def _all_packaged() -> dict[Key, Scale]:
    found = (_packaged(kind, year).scales for kind, year in packaged_scale_years())
    return {key: scale for scales in found for key, scale in scales.items()}


def packaged_refusals() -> tuple[Refusal, ...]:
    """Entries of the package's own files that do not pass the checks: none in a sound build."""
    found = (_packaged(kind, year).refused for kind, year in packaged_scale_years())
    return tuple(refusal for refusals in found for refusal in refusals)


def _without_unconfirmed_boundaries(scale: Scale) -> Scale | None:
    if scale.trust != INFERRED or scale.boundaries is None:
        return scale
    if not scale.parts:
        return None
    return replace(scale, boundaries=None, conditions=(), notes=(*scale.notes, UNCONFIRMED_NOTE))


def _joint(scales: tuple[Scale, ...]) -> Scale | None:
    """One permissive scale of several forms; None when the forms have other parts or another total."""
    if not scales:
        return None
    first = scales[0]
    if any(s.part_codes != first.part_codes or s.maximum != first.maximum for s in scales):
        return None
    maxima = np.array([[part.maximum for part in scale.parts] for scale in scales]).max(axis=0).tolist()
    parts = tuple(replace(part, maximum=top) for part, top in zip(first.parts, maxima, strict=True))
    same = all(s.boundaries == first.boundaries and s.conditions == first.conditions for s in scales)
    return replace(
        first, parts=parts, form="", notes=(*first.notes, JOINT_NOTE),
        boundaries=first.boundaries if same else None, conditions=first.conditions if same else (),
    )  # fmt: skip
