"""Runs of the analysis."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Max
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from objektiv.analysis.result import ZONE_TITLES
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.assessments.domain.runs import activate, loaded_years, start_run
from objektiv.web.assessments.enums import Pass
from objektiv.web.assessments.exporters import TRAINING, runs_book
from objektiv.web.assessments.forms import RunForm
from objektiv.web.assessments.models import Import, Run
from objektiv.web.assessments.queries import acting_above, units_to, visible_runs
from objektiv.web.assessments.rules import can_activate, may_run
from objektiv.web.assessments.views.above import above_for
from objektiv.web.assessments.views.procedures import blame, tell
from objektiv.web.shell.navigation import address_of
from objektiv.web.territory.enums import Level

PAGE = 50
CRUMB = ("Расчёты", reverse_lazy("runs"))
# What may be downloaded, in the order of the page; run.log tells of the machine and stays.
DOWNLOADS: dict[str, str] = {
    "report.html": "Отчёт для браузера",
    "report.xlsx": "Отчёт, книга Excel",
    "report.docx": "Аналитическая справка, Word",
    "schools.csv": "Школы: приоритет перепроверки",
    "estimates.csv": "Показатели по школам",
    "official.csv": "Официальные признаки",
    "official_index.csv": "Официальный индекс",
    "run.json": "Из чего посчитано: параметры, версии, отпечатки файлов",
}


@needs(Permission.RUNS_VIEW)
def runs(request: OfficeRequest) -> HttpResponse:
    """All runs, newest first."""
    seen = visible_runs(request.user)
    years = sorted(set(seen.values_list("school_year", flat=True).order_by()), reverse=True)
    year, kind = request.GET.get("year", ""), request.GET.get("kind", "")
    shown = seen.filter(school_year=year) if year in years else seen
    shown = shown.filter(kind=kind) if kind in Pass.values else shown
    if request.GET.get("format") == "xlsx":
        return runs_book(shown)
    context = {
        "page": Paginator(shown, PAGE).get_page(request.GET.get("page")),
        "years": years, "year": year, "kinds": Pass.choices, "kind": kind,
        "query": urlencode({name: value for name, value in (("year", year), ("kind", kind)) if value}),
        "may_start": units_to(request.user, Permission.RUNS_START).exists(),
        **above_for(request.user, Permission.RUNS_VIEW),
        "crumbs": [("Расчёты", None)],
    }  # fmt: skip
    return render(request, "assessments/runs.html", context)


@needs(Permission.RUNS_START)
def run_new(request: OfficeRequest) -> HttpResponse:
    """Start a run."""
    units = units_to(request.user, Permission.RUNS_START, Level.MUNICIPALITY)
    years = loaded_years()
    initial = {"school_year": request.GET.get("year", "")}
    form = RunForm(request.POST or None, units=units, years=years, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            started = start_run(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect("job", started.job_id) if started.job_id else redirect("run", started.pk)
    context = {
        "form": form, "years": years, **above_for(request.user, Permission.RUNS_START),
        "crumbs": [CRUMB, ("Новый расчёт", None)],
    }  # fmt: skip
    return render(request, "assessments/run_new.html", context)


@needs(Permission.RUNS_VIEW)
def run(request: OfficeRequest, number: int) -> HttpResponse:
    """One run: counts, files, whether data changed since."""
    shown = get_object_or_404(visible_runs(request.user), pk=number)
    there = {path.name for path in shown.files} if shown.is_done else set()
    is_mine = may_run(request.user, shown.unit)
    wider = list(acting_above([shown.unit.path]).filter(school_year=shown.school_year))
    context = {
        "run": shown,
        "zones": [
            (ZONE_TITLES[zone], zone, count) for zone, count in shown.zones.items() if zone in ZONE_TITLES
        ],
        "files": [(name, title) for name, title in DOWNLOADS.items() if name in there],
        "may_activate": is_mine and can_activate(shown),
        "wider": wider,
        "is_covered": any(one.kind == shown.kind for one in wider),
        "may_start": is_mine,
        "findings_url": address_of(request.user, "findings"),
        "is_stale": shown.is_done and _newest_state() > shown.lake_generation,
        "crumbs": [CRUMB, (f"№ {shown.pk}", None)],
    }
    return render(request, "assessments/run.html", context)


def _newest_state() -> int:
    """The last state of the lake that an import or its undoing made."""
    last = Import.objects.aggregate(loaded=Max("lake_after"), undone=Max("lake_undone"))
    return max(last["loaded"] or 0, last["undone"] or 0)


@needs(Permission.RUNS_START)
@require_POST
def run_activate(request: OfficeRequest, number: int) -> HttpResponse:
    """Make a run the active one."""
    chosen = get_object_or_404(visible_runs(request.user), pk=number)
    if tell(request, lambda: activate(chosen, by=request.user)):
        messages.success(request, "Расчёт стал действующим: признаки показываются по нему.")
    return redirect("run", number)


@needs(Permission.RUNS_VIEW)
def run_file(request: OfficeRequest, number: int, name: str) -> FileResponse:
    """One result file of a run."""
    chosen: Run = get_object_or_404(visible_runs(request.user), pk=number)
    path = chosen.folder / name
    if name not in DOWNLOADS or not chosen.is_done or not path.is_file():
        raise Http404
    # Tables for scripts stay as they are: in the training it is their name that says what they are.
    head = f"{TRAINING} Расчёт" if settings.IS_DEMO else "Расчёт"
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"{head} {chosen.pk} {name}")
