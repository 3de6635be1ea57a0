"""Pages of a school's pupils. Names never come here: a page joins them in the browser and may send nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from objektiv.model.errors import ObjektivError
from objektiv.web.access.acting import act_on
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.pupils.code_lists import read_codes
from objektiv.web.pupils.domain import load_codes
from objektiv.web.pupils.exporters import codes_book, gaps_book, pupil_book
from objektiv.web.pupils.forms import CodesForm
from objektiv.web.pupils.listing import (
    GapFilter,
    YearOfCodes,
    codes_of,
    gap_list,
    permanents_of,
    with_codes,
    works_of,
)
from objektiv.web.pupils.models import CodeBook
from objektiv.web.pupils.phrases import LOST
from objektiv.web.pupils.queries import current_codes, schools_of, visible_to
from objektiv.web.pupils.rows import PupilRow, open_lake, rows_of, years_of
from objektiv.web.pupils.rules import may_keep_codes
from objektiv.web.shell.middleware import CONTENT_SECURITY_POLICY
from objektiv.web.territory.models import Unit
from objektiv.web.territory.years import school_year_of

PAGE = 50
LONGEST = 40
# A page that holds names reaches nobody but by links and forms, and no name stands in those.
WITH_NAMES = CONTENT_SECURITY_POLICY.replace("connect-src 'self'", "connect-src 'none'")


@needs(Permission.PUPILS_VIEW)
def pupils(request: OfficeRequest) -> HttpResponse:
    """One's own school at once; of several, one chooses."""
    own = schools_of(request.user).order_by("order_key", "code")
    if len(own) == 1:
        return redirect("pupils_gaps", own[0].pk)
    return render(request, "pupils/schools.html", {"schools": own, "crumbs": [("Ученики", "")]})


@needs(Permission.PUPILS_VIEW)
def gaps(request: OfficeRequest, school: int) -> HttpResponse:
    """Codes of pupils whose mark of the work and of the journal differ by two or more."""
    shown = _own(request, school)
    years, works, problem = _works(shown, request.GET)
    chosen = GapFilter.read(request.GET, years)
    found = gap_list(works, chosen, permanents_of(visible_to(request.user).filter(school=shown), chosen.year))
    if request.GET.get("format") == "xlsx":
        return gaps_book(shown, found, chosen.in_words(found.works))
    more = {"found": found, "chosen": chosen, "years": years, "problem": problem}
    return _with_names(request, shown, "pupils/gaps.html", "Расхождение", more)


@needs(Permission.PUPILS_VIEW)
def years(request: OfficeRequest, school: int) -> HttpResponse:
    """Pupils by their stable codes, with the codes that procedures gave them."""
    shown = _own(request, school)
    codes = current_codes(visible_to(request.user).filter(school=shown))
    words = request.GET.get("q", "").strip()[:LONGEST]
    listed = codes.filter(permanent__icontains=words) if words else codes
    page = Paginator(
        listed.order_by("permanent").values_list("permanent", flat=True).distinct(), PAGE
    ).get_page(request.GET.get("page"))
    more = {
        "page": page,
        "pupils": with_codes(list(page), codes),
        "words": words,
        "may_keep": may_keep_codes(request.user, shown),
    }
    return _with_names(request, shown, "pupils/years.html", "По годам", more)


@needs(Permission.PUPILS_VIEW)
def pupil(request: OfficeRequest, school: int, permanent: str) -> HttpResponse:
    """Marks of one pupil over the years."""
    shown = _own(request, school)
    codes = list(
        current_codes(visible_to(request.user).filter(school=shown))
        .filter(permanent=permanent)
        .select_related("book")
    )
    if not codes:
        raise Http404
    known_years = {one.book.school_year for one in codes}
    rows, problem = _read(shown, known_years)
    works = works_of(codes, rows)
    if request.GET.get("format") == "xlsx":
        return pupil_book(shown, permanent, works)
    more = {
        "permanent": permanent, "works": works, "problem": problem,
        "far": sum(row.is_far_apart for _, row in works), "pupil_years": len(known_years),
    }  # fmt: skip
    return _with_names(request, shown, "pupils/pupil.html", permanent, more)


@needs(Permission.PUPILS_VIEW)
def codes(request: OfficeRequest, school: int) -> HttpResponse:
    """The list of stable codes of a year: how far it goes, its versions, a new one."""
    shown = _own(request, school)
    may_keep = may_keep_codes(request.user, shown)
    year, known_years, rows, problem = _year_of_codes(request, shown)
    form = CodesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        kept = act_on(form, lambda: _load(request, shown, year, form))
        if kept:
            messages.success(request, f"{kept}: связано кодов {kept.codes.count()}.")
            return redirect(f"{reverse('pupil_codes', args=[school])}?year={year}")
    books = visible_to(request.user).filter(school=shown)
    now, before = permanents_of(books, year), permanents_of(books, _year_before(year))
    context = {
        "school": shown, "form": form, "may_keep": may_keep, "year": year, "years": known_years, "problem": problem,
        "state": YearOfCodes.count({row.key for row in rows}, now, before), "has_before": bool(before),
        "versions": books.filter(school_year=year), "tab": "codes",
        "crumbs": [*_crumbs(shown), ("Постоянные коды", "")],
    }  # fmt: skip
    return render(request, "pupils/codes.html", context, status=422 if form.is_bound and form.errors else 200)


@needs(Permission.PUPILS_VIEW)
def codes_workbook(request: OfficeRequest, school: int) -> HttpResponse:
    """The workbook to fill in; with ``version`` an earlier one as it was."""
    shown = _own(request, school)
    year, _, rows, _ = _year_of_codes(request, shown)
    books = visible_to(request.user).filter(school=shown, school_year=year)
    asked = request.GET.get("version", "")
    if asked:
        kept = get_object_or_404(books, number=int(asked) if asked.isdecimal() else 0)
        listed = [(one.grade, one.code, "") for one in kept.codes.order_by("grade", "code")]
        return codes_book(year, listed, {(one.grade, one.code): one.permanent for one in kept.codes.all()})
    return codes_book(year, codes_of(rows), permanents_of(books, year))


def _own(request: OfficeRequest, school: int) -> Unit:
    return get_object_or_404(schools_of(request.user), pk=school)


def _works(shown: Unit, asked: Mapping[str, str]) -> tuple[list[str], list[PupilRow], str]:
    """Years of the school's works, the rows of the chosen year, and what stands in the way of reading them."""
    try:
        lake = open_lake()
        known = years_of(lake, shown)
        return known, rows_of(lake, shown, [GapFilter.read(asked, known).year]), ""
    except ObjektivError as error:
        return [], [], LOST.format(reason=str(error))


def _read(shown: Unit, wanted: set[str]) -> tuple[list[PupilRow], str]:
    try:
        return rows_of(open_lake(), shown, wanted), ""
    except ObjektivError as error:
        return [], LOST.format(reason=str(error))


def _year_of_codes(request: OfficeRequest, shown: Unit) -> tuple[str, list[str], list[PupilRow], str]:
    """The chosen year among those with works and the present one, and its rows."""
    asked = {"year": request.GET.get("year", "")}
    known, rows, problem = _works(shown, asked)
    offered = sorted({*known, school_year_of(timezone.localdate())}, reverse=True)
    if asked["year"] in offered and asked["year"] not in known:
        return asked["year"], offered, [], problem
    return GapFilter.read(asked, known or offered).year, offered, rows, problem


def _year_before(year: str) -> str:
    start = int(year[:4]) - 1
    return f"{start}/{(start + 1) % 100:02d}"


def _load(request: OfficeRequest, shown: Unit, year: str, form: CodesForm) -> CodeBook:
    lines = read_codes(form.cleaned_data["file"])
    return load_codes(school=shown, school_year=year, lines=lines, by=request.user)


def _with_names(
    request: OfficeRequest, shown: Unit, template: str, title: str, more: dict[str, Any]
) -> HttpResponse:
    """A page to which the school's key may be opened in the browser."""
    context = {"school": shown, "tab": template, "crumbs": [*_crumbs(shown), (title, "")], **more}
    answer = render(request, template, context)
    answer.headers["Content-Security-Policy"] = WITH_NAMES
    return answer


def _crumbs(shown: Unit) -> list[tuple[str, str]]:
    return [("Ученики", reverse("pupils")), (shown.title, reverse("pupils_gaps", args=[shown.pk]))]
