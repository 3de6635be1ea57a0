"""School years: what is known of a school, the passage of classes into the next year."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from objektiv.web.access.acting import act_on
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.shell.jobs import start_job
from objektiv.web.territory.domain import describe_year, plan_rollover
from objektiv.web.territory.domain.years import Passage
from objektiv.web.territory.forms import YearForm
from objektiv.web.territory.jobs import ROLL_OVER
from objektiv.web.territory.models import ClassGroup
from objektiv.web.territory.queries import editable, within
from objektiv.web.territory.views.units import crumbs_of, unit_form
from objektiv.web.territory.years import (
    groups_text,
    next_school_year,
    school_year_of,
    year_from_address,
    year_in_address,
)


@needs(Permission.TERRITORY_EDIT)
def unit_year(request: OfficeRequest, number: int, year: str) -> HttpResponse:
    """What is known of a school in one school year."""
    meant = get_object_or_404(editable(request.user).select_related("parent"), pk=number, level="school")
    school_year = year_from_address(year)
    if school_year is None:
        raise Http404
    form = YearForm(request.POST or None, initial=YearForm.initial_of(meant, school_year))
    if request.method == "POST" and form.is_valid():
        verb = lambda: describe_year(meant, school_year=school_year, by=request.user, **form.known())  # noqa: E731  # one of two, chosen on the spot
        if act_on(form, verb):
            messages.success(request, f"Сведения за {school_year} учебный год сохранены.")
            return redirect("unit", number)
    return unit_form(request, meant, form, (f"Сведения за {school_year} учебный год", "Сохранить"))


@needs(Permission.TERRITORY_EDIT)
def unit_rollover(request: OfficeRequest, number: int) -> HttpResponse:
    """Promote the classes of a school, a municipality or the region: preview, then one step."""
    meant = get_object_or_404(editable(request.user).select_related("parent"), pk=number)
    below = within(editable(request.user), meant)
    years = ClassGroup.objects.filter(unit__in=below).order_by("-school_year")
    known = list(years.values_list("school_year", flat=True).distinct())
    source, is_reopening = _asked(request, known)
    plan = plan_rollover(meant, source=source, by=request.user, is_reopening=is_reopening) if source else []
    to_write = [one for one in plan if one.will_change]
    if request.method == "POST" and to_write:
        job = start_job(
            ROLL_OVER, f"Перевод классов в {next_school_year(source)} учебный год: {meant}", by=request.user,
            unit=meant.pk, by_pk=request.user.pk, source=source, is_reopening=is_reopening,
        )  # fmt: skip
        return redirect("job", job.pk)
    context = {
        "unit": meant, "year_address": year_in_address(school_year_of(timezone.localdate())), "years": known,
        "source": source, "target": next_school_year(source) if source else "",
        "is_reopening": is_reopening, "rows": [_row(one) for one in plan], "count": len(to_write),
        "crumbs": [*crumbs_of(request, meant), ("Перевод классов", None)],
    }  # fmt: skip
    return render(request, "territory/rollover.html", context)


def _asked(request: OfficeRequest, known: list[str]) -> tuple[str, bool]:
    """The year from which and whether classes 1 and 10 open again; both as they stand in the form."""
    asked = request.POST or request.GET
    now = school_year_of(timezone.localdate())
    usual = now if now in known else (known[0] if known else "")
    source = asked.get("source", usual)
    is_reopening = asked.get("reopening") == "on" if "source" in asked else True
    return source if source in known else usual, is_reopening


def _row(one: Passage) -> tuple[object, str, str, bool]:
    return one.school, groups_text(one.before), groups_text(one.after), one.is_there
