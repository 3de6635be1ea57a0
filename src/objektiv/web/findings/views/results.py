"""Pages of results: the two tables, a school, its comparison group, its pictures."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from objektiv.documents.drawing import render_svg
from objektiv.reports.methods import OFFICIAL_CAUTION
from objektiv.reports.office_reading import StoredCard, StoredPlace, read_card
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import may
from objektiv.web.findings.exporters import matrix_book, official_book, school_book
from objektiv.web.findings.forms import IndicatorFilter, ResultsFilter, SignFilter
from objektiv.web.findings.links import links_for, standings_of
from objektiv.web.findings.models import SchoolResult
from objektiv.web.findings.phrases import NOT_CONFIRMED, confirmed_sentence, confirmed_words
from objektiv.web.findings.queries.results import same_school, visible_to
from objektiv.web.findings.rules import disclosure, reads_as_school
from objektiv.web.findings.shown.card import make_card
from objektiv.web.findings.shown.group import RULE, group_lines
from objektiv.web.findings.shown.index import make_index
from objektiv.web.findings.shown.listing import listed, table_of
from objektiv.web.findings.shown.official import INDEX_NOTE
from objektiv.web.findings.shown.pictures import make_pictures
from objektiv.web.findings.shown.schools import show

PAGE = 50
PICTURE_KEPT = 24 * 60 * 60
FINDINGS = (Permission.FINDINGS_VIEW, Permission.FINDINGS_PRELIMINARY)
CRUMB = "Признаки"


@needs(*FINDINGS)
def matrix(request: OfficeRequest) -> HttpResponse:
    """Indicator × school of the calibrated method."""
    return render(
        request, "findings/matrix.html", _table(request, IndicatorFilter(request.GET, user=request.user))
    )


@needs(*FINDINGS)
def matrix_export(request: OfficeRequest) -> HttpResponse:
    """The same as a workbook, all pages of it."""
    form = IndicatorFilter(request.GET, user=request.user)
    return matrix_book(form, table_of(form, list(listed(form, request.user)), request.user))


@needs(*FINDINGS)
def official(request: OfficeRequest) -> HttpResponse:
    """The official method in a table of its own."""
    form = SignFilter(request.GET, user=request.user)
    more = {
        "index": make_index(request.user, form.taken),
        "index_note": INDEX_NOTE,
        "confirmed": NOT_CONFIRMED,
        "known": OFFICIAL_CAUTION,
    }
    return render(request, "findings/official.html", {**_table(request, form), **more})


@needs(*FINDINGS)
def official_export(request: OfficeRequest) -> HttpResponse:
    """The same as a workbook."""
    form = SignFilter(request.GET, user=request.user)
    table = table_of(form, list(listed(form, request.user)), request.user)
    return official_book(form, table, make_index(request.user, form.taken))


def _table(request: HttpRequest, form: ResultsFilter) -> dict[str, Any]:
    page = Paginator(listed(form, request.user), PAGE).get_page(request.GET.get("page"))
    return {
        "form": form,
        "page": page,
        "matrix": table_of(form, list(page.object_list), request.user),
        "confirmed": confirmed_sentence(form.taken.expected_confirmed) if form.taken else "",
        "crumbs": [(CRUMB, "")],
    }


@needs(*FINDINGS)
def school(request: OfficeRequest, pk: int, code: str) -> HttpResponse:
    """One school's result: the conclusion first."""
    result = _visible(request, pk, code)
    (shown,) = show(request.user, [result])
    context = {
        "result": result,
        "shown": shown,
        "crumbs": [(CRUMB, f"{reverse('findings')}?set={pk}"), (shown.title, "")],
    }
    if shown.is_hidden:
        return render(request, "findings/school_hidden.html", context)
    expected = result.result_set.expected_confirmed
    standing = standings_of(request.user, [result]).get(result.pk)
    context |= {
        "card": make_card(result, _stored(result), is_for_school=reads_as_school(request.user, result)),
        "confirmed": confirmed_words(shown.zone, expected),
        "may_ask": may(request.user, Permission.CASES_ASK, result.school.path),
        "others": show(request.user, same_school(visible_to(request.user), result)),
        "not_confirmed": NOT_CONFIRMED,
        "standing": standing,
        "links": [one for one in links_for(request.user, result) if not standing or one.url != standing.url],
    }
    return render(request, "findings/school.html", context)


@needs(*FINDINGS)
def school_export(request: OfficeRequest, pk: int, code: str) -> HttpResponse:
    """The numbers of a school as a workbook."""
    result = _shown_or_404(request, pk, code)
    (shown,) = show(request.user, [result])
    return school_book(result, shown, make_card(result, None))


@needs(*FINDINGS)
def group(request: OfficeRequest, pk: int, code: str) -> HttpResponse:
    """With whom the school is compared, and why with these."""
    result = _visible(request, pk, code)
    back = reverse("findings_school", args=[pk, code])
    context = {
        "result": result,
        "lines": group_lines(result, _stored(result)),
        "rule": RULE,
        "crumbs": [
            (CRUMB, f"{reverse('findings')}?set={pk}"), (result.school.title, back), ("Группа сравнения", ""),
        ],
    }  # fmt: skip
    return render(request, "findings/group.html", context)


@needs(*FINDINGS)
def pictures(request: OfficeRequest, pk: int, code: str, assessment: str) -> HttpResponse:
    """Pictures of a school on a procedure with their data: a part of its page, or a page where there is no script."""
    result = _shown_or_404(request, pk, code)
    place = _place_or_404(result, assessment)
    back = reverse("findings_school", args=[pk, code])
    context = {
        "result": result,
        "pictures": make_pictures(place),
        "crumbs": [(CRUMB, f"{reverse('findings')}?set={pk}"), (result.school.title, back), ("Рисунки", "")],
    }
    template = "findings/_pictures.html" if getattr(request, "htmx", False) else "findings/pictures.html"
    return render(request, template, context)


@needs(*FINDINGS)
def picture(request: OfficeRequest, pk: int, code: str, assessment: str, family: str) -> HttpResponse:
    """One picture of a school's card as SVG; a result that is not shown has none."""
    result = _shown_or_404(request, pk, code)
    key = f"findings-picture-{result.pk}-{assessment}-{family}"
    drawn = cache.get(key)
    if drawn is None:
        place = _place_or_404(result, assessment)
        if family not in place.figures:
            raise Http404
        drawn = render_svg(place.figures[family])
        cache.set(key, drawn, PICTURE_KEPT)
    return HttpResponse(drawn, content_type="image/svg+xml")


def _visible(request: HttpRequest, pk: int, code: str) -> SchoolResult:
    return get_object_or_404(visible_to(request.user), result_set=pk, school__code=code)


def _shown_or_404(request: HttpRequest, pk: int, code: str) -> SchoolResult:
    result = _visible(request, pk, code)
    if not disclosure(request.user, result).has_numbers:
        raise Http404
    return result


def _place_or_404(result: SchoolResult, assessment: str) -> StoredPlace:
    stored = _stored(result)
    place = stored.place(assessment) if stored else None
    if place is None:
        raise Http404
    return place


def _stored(result: SchoolResult) -> StoredCard | None:
    taken = result.result_set
    return read_card(taken.folder, taken.school_year, result.school.school_code)
