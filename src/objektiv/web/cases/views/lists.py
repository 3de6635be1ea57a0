"""Lists of cases: all, those that wait for an answer, the summary; asking and reminding many; changes by workbook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from objektiv.web.access.acting import act_on
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.cases import domain, forms
from objektiv.web.cases.bulk_edit import apply_changes, as_plain, plan_changes
from objektiv.web.cases.hints import terms_after_works
from objektiv.web.cases.listing import (
    CaseFilter,
    askable,
    case_list,
    in_order_of_terms,
    remindable,
    waiting_list,
    with_rows,
)
from objektiv.web.cases.models import Case
from objektiv.web.cases.opening import candidates, open_many
from objektiv.web.cases.queries import unanswered, visible_to
from objektiv.web.cases.registers import BY_TERM, EDITABLE, cases_book
from objektiv.web.cases.summary import chosen_year, reads_one_year, summary_book, summary_of, years_of
from objektiv.web.cases.views.seen import sent_keys, tabs
from objektiv.web.findings.models import SchoolResult
from objektiv.web.findings.small_numbers import SMALL_NOTE
from objektiv.web.shell.navigation import address_of

MOST_AT_ONCE = 200
OPEN_CRUMBS = (("Карточки", "/cases/"), ("Открыть карточки", ""))
SALT = "cases.changes"
CONFIRM_SECONDS = 3600


@needs(Permission.CASES_VIEW)
def cases(request: OfficeRequest) -> HttpResponse:
    """All cases that the person sees, by school in the order of the alphabet."""
    chosen = CaseFilter.read(request.GET)
    if request.GET.get("format") == "xlsx":
        return cases_book(with_rows(_seen(request, chosen)), chosen.in_words(), by=request.user)
    context = case_list(request.user, chosen, request.GET.get("page"))
    return render(request, "cases/list.html", {**context, "tabs": tabs(request.user, "cases")})


@needs(Permission.CASES_VIEW)
def waiting(request: OfficeRequest) -> HttpResponse:
    """Who was asked and has not answered, the nearest term first."""
    chosen = CaseFilter.read(request.GET)
    if request.GET.get("format") == "xlsx":
        listed = in_order_of_terms(with_rows(unanswered(_seen(request, chosen))))
        return cases_book(listed, chosen.in_words(), by=request.user, name="Кто не ответил", order=BY_TERM)
    context = waiting_list(request.user, chosen, request.GET.get("page"))
    return render(request, "cases/waiting.html", {**context, "tabs": tabs(request.user, "cases_waiting")})


@needs(Permission.CASES_ASK)
@require_POST
def remind_all(request: OfficeRequest) -> HttpResponse:
    """Remind all that the filters leave."""
    chosen = CaseFilter.read(request.POST)
    waiting = in_order_of_terms(remindable(_seen(request, chosen), request.user))
    done, refused = domain.remind_many(waiting[:MOST_AT_ONCE], by=request.user)
    left = remindable(_seen(request, chosen), request.user).count()
    more = f" Осталось напомнить: {left}, нажмите ещё раз." if left and done else ""
    if done or refused:
        messages.success(request, f"Напоминаний составлено: {done}. Они в разделе «Письма».{more}")
    else:
        messages.info(request, "Напоминать некому: всем отобранным сегодня уже напомнили.")
    _tell_refused(request, refused)
    return redirect(f"{reverse('cases_waiting')}?{chosen.address}")


@needs(Permission.CASES_ASK)
def ask_many(request: OfficeRequest) -> HttpResponse:
    """Ask the schools that the filters leave: first their list and their number, then each by the same verb."""
    chosen = CaseFilter.read(request.POST if request.method == "POST" else request.GET)
    listed = with_rows(askable(_seen(request, chosen), request.user))
    if request.method != "POST":
        shown = list(listed[:MOST_AT_ONCE])
        late = terms_after_works(shown)
        context = {
            "cases": [(one, late.get(one.pk)) for one in shown],
            "count": min(listed.count(), MOST_AT_ONCE), "all": listed.count(),
            "asked": chosen, "crumbs": [("Карточки", reverse("cases")), ("Запросить пояснения", "")],
        }  # fmt: skip
        return render(request, "cases/ask_many.html", context)
    keys = sent_keys(request, "case")[:MOST_AT_ONCE]
    if request.POST.get("count") != str(len(keys)) or not keys:
        messages.error(
            request, "Число отмеченных карточек не совпало с подтверждённым: отметьте и подтвердите ещё раз."
        )
        return redirect(f"{reverse('cases_ask')}?{chosen.address}")
    done, refused = _ask_each(
        visible_to(request.user, timezone.localdate()).filter(pk__in=keys), request.user
    )
    messages.success(request, f"Пояснения запрошены у школ: {done}. Письма и бланки — в разделе «Письма».")
    _tell_refused(request, refused)
    return redirect("letters")


def _ask_each(cases: QuerySet[Case], user: Any) -> tuple[int, list[tuple[Case, str]]]:
    done, refused = 0, []
    for one in cases:
        try:
            domain.ask_school(one, by=user)
            done += 1
        except PermissionDenied:
            refused.append((one, "эту карточку ведёте не вы"))
        except ValidationError as error:
            refused.append((one, " ".join(error.messages)))
    return done, refused


@needs(Permission.CASES_ASK)
def change_many(request: OfficeRequest) -> HttpResponse:
    """The list corrected in Excel: what it would change, then the changes."""
    form, planned = forms.BookForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and "plan" in request.POST:
        return _apply(request)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        planned = act_on(form, lambda: plan_changes(file, by=request.user, today=timezone.localdate()))
    good = [one for one in planned or () if not one.sentence]
    context = {
        "form": form, "planned": planned, "count": len(good), "how": EDITABLE,
        "signed": signing.dumps([request.user.pk, as_plain(good)], salt=SALT, compress=True),
        "crumbs": [("Карточки", reverse("cases")), ("Изменить списком", "")],
    }  # fmt: skip
    return render(request, "cases/change_many.html", context, status=422 if form.errors else 200)


def _apply(request: OfficeRequest) -> HttpResponse:
    try:
        owner, changes = signing.loads(request.POST["plan"], salt=SALT, max_age=CONFIRM_SECONDS)
    except signing.BadSignature:
        owner, changes = None, []
    if owner != request.user.pk:
        messages.error(request, "Предпросмотр устарел: загрузите книгу ещё раз.")
        return redirect("cases_change")
    done, refused = apply_changes(changes, by=request.user, today=timezone.localdate())
    messages.success(request, f"Изменено карточек: {done}.")
    for one in refused:
        messages.error(request, f"Строка {one.row}, {one.school}: {one.sentence}")
    return redirect("cases")


@needs(Permission.SUMMARY_VIEW)
def summary(request: OfficeRequest) -> HttpResponse:
    """Numbers by municipality and state; no school is named."""
    years = years_of(request.user)
    year = chosen_year(request.user, request.GET.get("year", ""), years)
    found = summary_of(request.user, year, timezone.localdate())
    if request.GET.get("format") == "xlsx":
        return summary_book(found, year)
    context = {
        "summary": found, "years": years, "year": year, "small_note": SMALL_NOTE,
        "by_year_only": reads_one_year(request.user),
        "tabs": tabs(request.user, "cases_summary"),
        "crumbs": [("Карточки", address_of(request.user, "cases")), ("Сводка", "")],
    }  # fmt: skip
    return render(request, "cases/summary.html", context)


@needs(Permission.CASES_ASK)
def open_cases(request: OfficeRequest) -> HttpResponse:
    """Results that ask for a case: choose, open."""
    found = candidates(request.user)
    if request.method == "POST":
        opened, refused = open_many(found.filter(pk__in=sent_keys(request, "result")), by=request.user)
        nothing = not opened and not refused
        messages.success(request, "Ничего не выбрано." if nothing else f"Открыто карточек: {len(opened)}.")
        _tell_refused(request, refused)
        return redirect("case", opened[0].pk) if len(opened) == 1 else redirect("cases")
    asked = request.GET.get("result", "")
    return render(request, "cases/open.html", {"results": found, "asked": asked, "crumbs": OPEN_CRUMBS})


def _seen(request: OfficeRequest, chosen: CaseFilter) -> QuerySet[Case]:
    return chosen.narrow(visible_to(request.user, timezone.localdate()), request.user)


def _tell_refused(request: OfficeRequest, refused: Iterable[tuple[Case | SchoolResult, str]]) -> None:
    for one, sentence in refused:
        messages.warning(request, f"{one.school.title}: {sentence}")
