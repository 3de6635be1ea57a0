"""Stable codes of pupils: a school names, year by year, whose a code of a procedure is. No name is ever stored."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from objektiv.web.territory.models import SCHOOL_YEAR


class CodeBook(models.Model):
    """One version of a school's list «код участника — постоянный код» of one school year; the newest one counts."""

    school = models.ForeignKey(
        "territory.Unit", models.PROTECT, related_name="code_books", verbose_name="школа"
    )
    school_year = models.CharField("учебный год", max_length=7, validators=[SCHOOL_YEAR])
    number = models.PositiveIntegerField("версия")
    is_current = models.BooleanField("действует", default=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто загрузил"
    )
    at = models.DateTimeField("когда", auto_now_add=True)

    class Meta:
        ordering = ("-school_year", "-number")
        verbose_name = "список постоянных кодов"
        verbose_name_plural = "списки постоянных кодов"
        constraints = (
            models.UniqueConstraint(fields=("school", "school_year", "number"), name="code_book_number"),
            models.UniqueConstraint(
                fields=("school", "school_year"),
                condition=models.Q(is_current=True),
                name="code_book_current",
            ),
        )

    def __str__(self) -> str:
        return f"Постоянные коды, {self.school_year}, версия {self.number}"


class PupilCode(models.Model):
    """Whose a code of a year is; codes of procedures may repeat in another grade."""

    book = models.ForeignKey(CodeBook, models.CASCADE, related_name="codes", verbose_name="список")
    grade = models.PositiveSmallIntegerField(
        "параллель", validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    code = models.CharField("код участника", max_length=40)
    permanent = models.CharField("постоянный код", max_length=40)

    class Meta:
        ordering = ("permanent", "grade", "code")
        verbose_name = "код ученика"
        verbose_name_plural = "коды учеников"
        constraints = (models.UniqueConstraint(fields=("book", "grade", "code"), name="pupil_code_once"),)
        indexes = (models.Index(fields=("permanent",), name="pupil_permanent"),)

    def __str__(self) -> str:
        return f"{self.permanent}: {self.code}"
