"""Results of a run in the database: what it compared, what it says of each school, by either method."""

from __future__ import annotations

from pathlib import Path

from django.db import models

from objektiv.model.assessment import AssessmentId
from objektiv.web.findings.enums import ExplanationStatus, Zone


class ResultSet(models.Model):
    """The results of one run, taken in once. It is current while its run is the acting one.

    ``passports``: code → passport of the indicator as it was in the run; ``expected_confirmed``: zone → of ten
    signals about how many are confirmed; ``unknown_schools``: codes of the run that the territory does not know.
    """

    run = models.OneToOneField(
        "assessments.Run", models.PROTECT, related_name="results", verbose_name="расчёт"
    )
    taken_in_at = models.DateTimeField("принят", auto_now_add=True)
    zone_counts = models.JSONField("школ по зонам", default=dict)
    expected_confirmed = models.JSONField("сколько сигналов подтверждается", default=dict)
    passports = models.JSONField("паспорта показателей", default=dict)
    versions = models.JSONField("версии методик и программы", default=dict)
    parameters = models.JSONField("параметры", default=dict)
    notes = models.JSONField("замечания", default=list)
    official_notes = models.JSONField("замечания к официальной методике", default=list)
    unknown_schools = models.JSONField("школы не из территории", default=list)
    is_training = models.BooleanField("учебные данные", default=False)

    class Meta:
        ordering = ("-run__school_year", "run__kind", "run__unit__path", "-run")
        verbose_name = "результаты расчёта"
        verbose_name_plural = "результаты расчётов"

    def __str__(self) -> str:
        return f"{self.run.school_year}, {self.run.get_kind_display()} расчёт № {self.run_id}"

    @property
    def school_year(self) -> str:
        """Of which school year it speaks."""
        return self.run.school_year

    @property
    def folder(self) -> Path:
        """Files of the run."""
        return self.run.folder


class ComparedAssessment(models.Model):
    """One procedure of a set and with what its schools are compared. ``strata``: group of schools → their number."""

    result_set = models.ForeignKey(ResultSet, models.CASCADE, related_name="assessments")
    code = models.CharField("код", max_length=40)
    kind = models.CharField("вид", max_length=12)
    year = models.PositiveSmallIntegerField("год")
    subject = models.CharField("предмет", max_length=8)
    grade = models.PositiveSmallIntegerField("класс")
    title = models.CharField("название", max_length=120)
    short_title = models.CharField("кратко", max_length=60)
    reference_kind = models.CharField("вид сравнения", max_length=12, blank=True)
    reference_title = models.CharField("с чем сравнивается", max_length=300, blank=True)
    reference_schools = models.PositiveIntegerField("школ в сравнении", default=0)
    reference_works = models.PositiveIntegerField("работ в сравнении", default=0)
    strata = models.JSONField("группы школ", default=dict)
    notes = models.JSONField("замечания", default=list)

    class Meta:
        ordering = ("-year", "grade", "subject", "code")
        verbose_name = "процедура расчёта"
        verbose_name_plural = "процедуры расчёта"
        constraints = (
            models.UniqueConstraint(fields=("result_set", "code"), name="compared_assessment_once"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def assessment(self) -> AssessmentId:
        """What it is."""
        return AssessmentId.parse(self.code)


class SchoolResult(models.Model):
    """What a set says of one school. ``families``: codes of the families of indicators that show something.

    ``has_signs``: a priority, a finding that counts towards it, or a sign of the official method; such a result is
    shown to others only after the school was heard, or not at all (``rules.disclosures``).
    """

    result_set = models.ForeignKey(ResultSet, models.CASCADE, related_name="schools")
    school = models.ForeignKey("territory.Unit", models.PROTECT, related_name="results", verbose_name="школа")
    zone = models.CharField("приоритет", max_length=12, choices=Zone)
    works = models.PositiveIntegerField("работ")
    families_applicable = models.PositiveSmallIntegerField("применимых групп показателей")
    families = models.JSONField("группы показателей с признаками", default=list)
    q_value = models.FloatField(null=True)
    posterior = models.FloatField("вероятность", null=True)
    conclusion = models.TextField("заключение")
    findings = models.PositiveSmallIntegerField("признаков", default=0)
    official_flags = models.PositiveSmallIntegerField("признаков официальной методики", default=0)
    has_signs = models.BooleanField("есть признаки", default=False)

    class Meta:
        ordering = ("school__order_key", "school__code")
        verbose_name = "результат школы"
        verbose_name_plural = "результаты школ"
        constraints = (models.UniqueConstraint(fields=("result_set", "school"), name="school_result_once"),)

    def __str__(self) -> str:
        return f"{self.school}, {self.school_year}"

    @property
    def school_year(self) -> str:
        """Of which school year it speaks."""
        return self.result_set.school_year

    @property
    def unit_path(self) -> str:
        """Where the school stands."""
        return self.school.path


class IndicatorResult(models.Model):
    """One indicator in one direction on one procedure at one school. Figures are in the unit of the passport."""

    # The constraint below begins with the result: indexes of their own would only slow a quarter of a million rows.
    result = models.ForeignKey(SchoolResult, models.CASCADE, related_name="indicators", db_index=False)
    assessment = models.ForeignKey(
        ComparedAssessment, models.CASCADE, related_name="indicators", db_index=False
    )
    indicator = models.CharField("показатель", max_length=40)
    direction = models.CharField("направление", max_length=8)
    n = models.PositiveIntegerField("работ")
    observed = models.FloatField(null=True)
    expected = models.FloatField(null=True)
    effect = models.FloatField(null=True)
    lower = models.FloatField(null=True)
    upper = models.FloatField(null=True)
    p_value = models.FloatField(null=True)
    is_finding = models.BooleanField("признак")
    applicable = models.BooleanField("применим")
    reason = models.CharField("почему нельзя судить", max_length=200, blank=True)

    class Meta:
        ordering = ("assessment", "indicator", "direction")
        verbose_name = "показатель школы"
        verbose_name_plural = "показатели школ"
        constraints = (
            models.UniqueConstraint(
                fields=("result", "assessment", "indicator", "direction"), name="indicator_result_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.direction}"


class OfficialSign(models.Model):
    """One sign of the official method that is applicable to a school on a procedure."""

    result = models.ForeignKey(SchoolResult, models.CASCADE, related_name="official_signs")
    assessment = models.ForeignKey(ComparedAssessment, models.CASCADE, related_name="official_signs")
    sign = models.CharField("признак", max_length=40)
    n = models.PositiveIntegerField("работ")
    value = models.FloatField("значение", null=True)
    threshold = models.FloatField("порог", null=True)
    flag = models.BooleanField("сработал")

    class Meta:
        ordering = ("assessment", "sign")
        verbose_name = "признак официальной методики"
        verbose_name_plural = "признаки официальной методики"
        constraints = (
            models.UniqueConstraint(fields=("result", "assessment", "sign"), name="official_sign_once"),
        )

    def __str__(self) -> str:
        return self.sign


class CheckedExplanation(models.Model):
    """An innocent explanation that the analysis looked at for a school; no assessment: for the whole school."""

    result = models.ForeignKey(SchoolResult, models.CASCADE, related_name="explanations")
    assessment = models.ForeignKey(ComparedAssessment, models.CASCADE, null=True, related_name="explanations")
    code = models.CharField("код", max_length=40)
    title = models.CharField("объяснение", max_length=120)
    status = models.CharField("что показали данные", max_length=12, choices=ExplanationStatus)
    sentence = models.TextField("подробно")

    class Meta:
        ordering = ("assessment", "pk")
        verbose_name = "проверенное объяснение"
        verbose_name_plural = "проверенные объяснения"

    def __str__(self) -> str:
        return self.title
