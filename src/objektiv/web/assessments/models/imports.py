"""Imports with their files, and what they brought of each school."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.db import models

from objektiv.analysis.catalogue import readers
from objektiv.model.assessment import AssessmentId
from objektiv.web.assessments.enums import FileState, ImportState
from objektiv.web.assessments.models.calendar import ASSESSMENT_LENGTH
from objektiv.web.assessments.places import import_folder

_OF_YEAR = re.compile(r"ВПР( осени| весны)? (\d{4}) года")


class Import(models.Model):
    """A heap of files that somebody loads for a part of the territory; ``pk`` is its number for people."""

    unit = models.ForeignKey("territory.Unit", models.PROTECT, related_name="imports", verbose_name="за кого")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="imports",
        verbose_name="кто загрузил",
    )
    created_at = models.DateTimeField("получено", auto_now_add=True)
    state = models.CharField("состояние", max_length=12, choices=ImportState, default=ImportState.RECEIVED)
    reason = models.CharField("почему подано повторно", max_length=300, blank=True)
    job = models.ForeignKey("shell.Job", models.SET_NULL, null=True, blank=True, related_name="+")
    lake_before = models.PositiveIntegerField("состояние данных до", null=True, blank=True)
    lake_after = models.PositiveIntegerField("состояние данных после", null=True, blank=True)
    loaded_at = models.DateTimeField("загружено", null=True, blank=True)
    undone_at = models.DateTimeField("отменено", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="кто отменил",
    )
    lake_undone = models.PositiveIntegerField("состояние данных после отмены", null=True, blank=True)
    undo_reason = models.CharField("почему отменено", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ("-pk",)
        verbose_name = "загрузка"
        verbose_name_plural = "загрузки"

    def __str__(self) -> str:
        return f"Загрузка № {self.pk}"

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return import_folder(self.pk)

    @property
    def is_working(self) -> bool:
        """A job of it goes on."""
        return self.job is not None and self.job.is_active

    @property
    def is_interrupted(self) -> bool:
        """Its files wait to be read and nothing reads them."""
        return self.state == ImportState.RECEIVED and not self.is_working


class ImportFile(models.Model):
    """One file of an import: what it was taken for, its counts and remarks, what it would replace.

    ``schools``: rows by school as ``contents`` tells them; ``replaces``: files of which classes come again;
    ``generation``: the state of the lake in which its rows first counted.
    """

    loaded_in = models.ForeignKey(Import, models.CASCADE, related_name="files", verbose_name="загрузка")
    position = models.PositiveSmallIntegerField()
    name = models.CharField("файл", max_length=255)
    stored = models.CharField(max_length=500)  # relative to the folder of the import; '/' between folders
    is_kept = models.BooleanField("оригинал сохранён", default=True)
    sha256 = models.CharField("отпечаток", max_length=64, db_index=True)
    size = models.PositiveBigIntegerField("размер")
    state = models.CharField("состояние", max_length=12, choices=FileState, default=FileState.NEW)
    chosen = models.CharField("назначенная процедура", max_length=ASSESSMENT_LENGTH, blank=True)
    is_excluded = models.BooleanField("не загружать", default=False)
    layout = models.CharField("вид файла", max_length=40, blank=True)
    assessment = models.CharField("процедура", max_length=ASSESSMENT_LENGTH, blank=True)
    rows = models.PositiveIntegerField("строк", default=0)
    present = models.PositiveIntegerField("писали", default=0)
    absent = models.PositiveIntegerField("отсутствовали", default=0)
    quarantined = models.PositiveIntegerField("не приняты в расчёт", default=0)
    one_sitting = models.PositiveIntegerField("писали одну часть", default=0)
    problem_count = models.PositiveIntegerField("замечаний", default=0)
    problems = models.JSONField("замечания", default=list)
    refusal = models.TextField("почему не принят", blank=True)
    remedy = models.TextField("что сделать", blank=True)
    schools = models.JSONField("школы", default=dict)
    replaces = models.JSONField("что заменяет", default=list)
    generation = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("loaded_in", "position")
        verbose_name = "файл загрузки"
        verbose_name_plural = "файлы загрузки"
        constraints = (
            models.UniqueConstraint(fields=("loaded_in", "position"), name="import_file_position"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where the original lies while it is kept."""
        return self.loaded_in.folder / self.stored

    @property
    def title(self) -> str:
        """The procedure in words, empty when the file has none."""
        return AssessmentId.parse(self.assessment).title if self.assessment else ""

    @property
    def layout_title(self) -> str:
        """What kind of file it is, in words; the year is that of the layout, whatever year the results are of."""
        reader = readers().get(self.layout)
        title = _OF_YEAR.sub(r"ВПР (вид\1 \2 года)", reader.title) if reader else ""
        return title.replace(") (", "; ")

    @property
    def school_count(self) -> int:
        """Of how many schools it speaks."""
        return len(self.schools.get("rows", ()))

    @property
    def is_loadable(self) -> bool:
        """Read, not refused and not set aside."""
        return self.state == FileState.READY and not self.is_excluded


class Submission(models.Model):
    """What one import brought of one school and one assessment. The first is frozen: later ones are new versions.

    ``works`` are those of the files, ``counted`` those that count in the lake now (a later version may take rows).
    """

    unit = models.ForeignKey(
        "territory.Unit", models.PROTECT, related_name="submissions", verbose_name="школа"
    )
    assessment = models.CharField("процедура", max_length=ASSESSMENT_LENGTH)
    loaded_in = models.ForeignKey(Import, models.PROTECT, related_name="submissions", verbose_name="загрузка")
    number = models.PositiveSmallIntegerField("версия")
    works = models.PositiveIntegerField("работ")
    absent = models.PositiveIntegerField("отсутствовали", default=0)
    counted = models.PositiveIntegerField("работ в расчёте", default=0)
    class_groups = models.JSONField("классы в расчёте", default=list)

    class Meta:
        ordering = ("unit", "assessment", "number")
        verbose_name = "сданные результаты"
        verbose_name_plural = "сданные результаты"
        constraints = (
            models.UniqueConstraint(fields=("unit", "assessment", "number"), name="submission_version"),
            models.UniqueConstraint(fields=("unit", "assessment", "loaded_in"), name="submission_once"),
        )

    def __str__(self) -> str:
        return f"{self.unit}, {self.assessment}, версия {self.number}"

    @property
    def title(self) -> str:
        """The procedure in words."""
        return AssessmentId.parse(self.assessment).title

    @property
    def is_first(self) -> bool:
        """The one that stays as the first word of the school."""
        return self.number == 1
