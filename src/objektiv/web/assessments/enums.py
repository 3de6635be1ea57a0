"""Kinds and states of procedures, imports and runs."""

from __future__ import annotations

from django.db.models import TextChoices

from objektiv.model.assessment import SUBJECTS


class Kind(TextChoices):
    """Assessment procedures of the calendar."""

    VPR = "vpr", "ВПР"
    VPR_CONTROL = "vpr_control", "ВПР с контролем объективности"
    OGE = "oge", "ОГЭ"
    EGE = "ege", "ЕГЭ"
    GVE = "gve", "ГВЭ"
    DKR = "dkr", "ДКР"
    KDR = "kdr", "КДР"
    KKR = "kkr", "ККР"
    ESSAY = "essay", "Итоговое сочинение (ИС)"
    INTERVIEW = "interview", "Итоговое собеседование (ИС-9)"
    OLYMPIAD_SCHOOL = "vsosh_school", "ВсОШ, школьный этап"
    OLYMPIAD_MUNICIPAL = "vsosh_municipal", "ВсОШ, муниципальный этап"
    OLYMPIAD_REGIONAL = "vsosh_regional", "ВсОШ, региональный этап"
    OLYMPIAD_FINAL = "vsosh_final", "ВсОШ, заключительный этап"
    REGIONAL_OLYMPIAD = "regional_olympiad", "Региональная олимпиада"
    NIKO = "niko", "НИКО"
    PISA = "pisa", "Исследование по модели PISA"


# Kinds whose results of pupils are loaded: their codes are those of the assessments.
WITH_RESULTS = frozenset({Kind.VPR, Kind.OGE, Kind.EGE, Kind.GVE, Kind.DKR, Kind.KDR, Kind.KKR})
SUBJECT_CHOICES = tuple(SUBJECTS.items())


class Variant(TextChoices):
    """Levels of the examination in mathematics."""

    ONLY = "", "нет"
    BASE = "base", "базовый"
    PROFILE = "prof", "профильный"


class ProcedureState(TextChoices):
    """Where a procedure stands."""

    PLANNED = "planned", "запланирована"
    RUNNING = "running", "проводится"
    RESULTS = "results", "сбор результатов"
    CLOSED = "closed", "завершена"
    CANCELLED = "cancelled", "отменена"


# Back from the last two only with a reason.
PROCEDURE_TRANSITIONS: dict[str, frozenset[str]] = {
    ProcedureState.PLANNED: frozenset({ProcedureState.RUNNING, ProcedureState.CANCELLED}),
    ProcedureState.RUNNING: frozenset({ProcedureState.RESULTS, ProcedureState.CANCELLED}),
    ProcedureState.RESULTS: frozenset({ProcedureState.CLOSED, ProcedureState.CANCELLED}),
    ProcedureState.CLOSED: frozenset({ProcedureState.RESULTS}),
    ProcedureState.CANCELLED: frozenset({ProcedureState.PLANNED}),
}
ENDED = (ProcedureState.CLOSED, ProcedureState.CANCELLED)


class ImportState(TextChoices):
    """Where a load stands."""

    RECEIVED = "received", "файлы получены"
    RECOGNISED = "recognised", "ждёт подтверждения"
    LOADED = "loaded", "загружено"
    UNDONE = "undone", "отменено после загрузки"
    REFUSED = "refused", "не принято"
    ABANDONED = "abandoned", "от загрузки отказались"


IMPORT_TRANSITIONS: dict[str, frozenset[str]] = {
    ImportState.RECEIVED: frozenset({ImportState.RECOGNISED, ImportState.REFUSED, ImportState.ABANDONED}),
    ImportState.RECOGNISED: frozenset({ImportState.RECEIVED, ImportState.LOADED, ImportState.ABANDONED}),
    ImportState.LOADED: frozenset({ImportState.UNDONE}),
    ImportState.UNDONE: frozenset(),
    ImportState.REFUSED: frozenset({ImportState.RECEIVED, ImportState.ABANDONED}),
    ImportState.ABANDONED: frozenset(),
}


class FileState(TextChoices):
    """What came of one file of an import."""

    NEW = "new", "не прочитан"
    READY = "ready", "готов к загрузке"
    UNCHANGED = "unchanged", "уже загружен раньше"
    REFUSED = "refused", "не принят"
    LOADED = "loaded", "загружен"


class Pass(TextChoices):
    """Which of the two passes of a year a run is."""

    OPERATIVE = "operative", "оперативный"
    FINAL = "final", "итоговый"


class RunState(TextChoices):
    """Where a run stands."""

    STARTED = "started", "считается"
    DONE = "done", "готов"
    FAILED = "failed", "не получился"


RUN_TRANSITIONS: dict[str, frozenset[str]] = {
    RunState.STARTED: frozenset({RunState.DONE, RunState.FAILED}),
    RunState.DONE: frozenset(),
    RunState.FAILED: frozenset(),
}


class Submitted(TextChoices):
    """A cell of the list of who has submitted."""

    YES = "yes", "сдано"
    PARTLY = "partly", "частично"
    NO = "no", "не сдано"
    NOT_YET = "not_yet", "срок не наступил"
    NOT_TAUGHT = "not_taught", "нет параллели"
