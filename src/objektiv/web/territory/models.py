"""The tree of the territory, what is known of each part by year, and what happened to it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from objektiv.web.territory.enums import Change, Level
from objektiv.web.territory.natural_order import LONGEST, order_key

CODE = RegexValidator(r"^\d{1,6}$", "Код — от одной до шести цифр.")
SCHOOL_YEAR = RegexValidator(r"^20\d\d/\d\d$", "Учебный год пишется так: 2024/25.")


class Unit(models.Model):
    """A region, a municipality or a school. ``path`` holds the codes from the root: «97/970001/990001/».

    ``code`` of a school is the six digits of its login (sch990001), of a municipality the number in the results.
    """

    level = models.CharField("уровень", max_length=12, choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="в составе"
    )
    code = models.CharField("код", max_length=6, validators=[CODE])
    title = models.CharField("название", max_length=300)
    order_key = models.CharField(max_length=LONGEST, blank=True, editable=False, db_index=True)
    path = models.CharField(max_length=120, unique=True, editable=False)
    kind = models.CharField("вид школы", max_length=80, blank=True)
    settlement = models.CharField("населённый пункт", max_length=80, blank=True)
    opened_on = models.DateField("действует с", null=True, blank=True)
    closed_on = models.DateField("закрыта", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("order_key", "code")
        verbose_name = "часть территории"
        verbose_name_plural = "территория"
        constraints = (
            models.UniqueConstraint(
                fields=("code",),
                condition=models.Q(level=Level.SCHOOL),
                name="school_code",
                violation_error_message="Школа с таким кодом уже есть.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The place in lists follows the title."""
        self.order_key = order_key(self.title)
        super().save(*args, **kwargs)

    @property
    def is_school(self) -> bool:
        """The lowest level."""
        return self.level == Level.SCHOOL

    @property
    def school_code(self) -> int:
        """The number by which results know the school."""
        return int(self.code)


class Context(models.Model):
    """What is known of a school in one school year; shares are per cent."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="contexts", verbose_name="школа")
    school_year = models.CharField("учебный год", max_length=7, validators=[SCHOOL_YEAR])
    pupils = models.PositiveIntegerField("обучающихся", null=True, blank=True)
    special_needs_percent = models.DecimalField(
        "обучающихся с ОВЗ, %",
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    advanced_study = models.CharField("углублённое изучение", max_length=200, blank=True)

    class Meta:
        ordering = ("unit", "-school_year")
        verbose_name = "сведения за год"
        verbose_name_plural = "сведения по годам"
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "school_year"),
                name="context_year",
                violation_error_message="Сведения за этот год уже есть.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit}, {self.school_year}"


class ClassGroup(models.Model):
    """A class of a school in one school year: «4А»."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="class_groups", verbose_name="школа")
    school_year = models.CharField("учебный год", max_length=7, validators=[SCHOOL_YEAR])
    grade = models.PositiveSmallIntegerField(
        "параллель", validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    letter = models.CharField("буква", max_length=10, blank=True)

    class Meta:
        ordering = ("unit", "school_year", "grade", "letter")
        verbose_name = "класс"
        verbose_name_plural = "классы"
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "school_year", "grade", "letter"),
                name="class_group_once",
                violation_error_message="Такой класс уже есть.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.grade}{self.letter}"


class Event(models.Model):
    """A renaming, a merger, a closing, a change of municipality: with its date and what was before."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="events", verbose_name="школа")
    change = models.CharField("что произошло", max_length=12, choices=Change)
    happened_on = models.DateField("когда")
    before = models.CharField("было", max_length=300, blank=True)
    successor = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="преемник"
    )
    ground = models.CharField("основание", max_length=300, blank=True)

    class Meta:
        ordering = ("-happened_on", "-pk")
        verbose_name = "изменение"
        verbose_name_plural = "изменения"

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_change_display()} {self.happened_on:%d.%m.%Y}"


class RegisterFile(models.Model):
    """A workbook of schools that a person brought: what was read of it, kept until the person says yes."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто")
    name = models.CharField("файл", max_length=200)
    created_at = models.DateTimeField("когда", auto_now_add=True)
    rows = models.JSONField("строки", default=list)
    problems = models.JSONField("замечания", default=list)
    applied_at = models.DateTimeField("внесён", null=True, blank=True)
    added = models.PositiveIntegerField("добавлено", default=0)
    changed = models.PositiveIntegerField("изменено", default=0)
    job = models.ForeignKey(
        "shell.Job", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="фоновая работа"
    )

    class Meta:
        ordering = ("-created_at",)
        verbose_name = "файл школ"
        verbose_name_plural = "файлы школ"

    def __str__(self) -> str:
        return self.name
