"""Pages of the journal of actions."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST

from objektiv.web.access.exporters import journal_book
from objektiv.web.access.jobs import KIND
from objektiv.web.access.journal import JournalFilter, notes_for, visible_records
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.audit.verbs import known_verbs
from objektiv.web.shell.jobs import start_job

PAGE = 100
EXPORTED = 20_000
SHORTENED = f"В файле последние {EXPORTED} записей из отобранных: сузьте отбор, чтобы выгрузить более ранние."
CRUMB = ("Журнал", reverse_lazy("journal"))


@needs(Permission.JOURNAL_VIEW)
def journal(request: OfficeRequest) -> HttpResponse:
    """Who did what, when and why; the same as a workbook."""
    chosen = JournalFilter.read(request.GET)
    found = chosen.narrow(visible_records(request.user))
    withheld = notes_for(request.user)
    if request.GET.get("format") == "xlsx":
        notes = [*withheld, *([SHORTENED] if found.count() > EXPORTED else ())]
        return journal_book(found[:EXPORTED], chosen.in_words(), notes)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "chosen": chosen, "verbs": known_verbs(), "caption": _counted(page),
        "crumbs": [("Журнал", None)], "notes": withheld,
    }  # fmt: skip
    return render(request, "access/journal.html", context)


@needs(Permission.JOURNAL_VIEW)
def journal_record(request: OfficeRequest, number: int) -> HttpResponse:
    """One record with its hashes."""
    shown = get_object_or_404(visible_records(request.user), pk=number)
    context = {"record": shown, "crumbs": [CRUMB, (f"Запись № {number}", None)]}
    return render(request, "access/record.html", context)


@needs(Permission.JOURNAL_VIEW)
def journal_object(request: OfficeRequest, kind: str, key: str) -> HttpResponse:
    """All that was done to one object."""
    found = visible_records(request.user).filter(object_type=kind, object_id=key).order_by("-number")
    latest = found.first()
    if latest is None:
        raise Http404
    title = latest.object_title
    if request.GET.get("format") == "xlsx":
        return journal_book(found[:EXPORTED], f"объект: {title}")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "title": title, "caption": _counted(page), "crumbs": [CRUMB, (title, None)]}
    return render(request, "access/object_journal.html", context)


@needs(Permission.JOURNAL_VIEW)
@require_POST
def journal_check(request: OfficeRequest) -> HttpResponse:
    """Prove the chain: a background job, as the journal may be long."""
    started = start_job(KIND, "Проверка цепочки журнала", by=request.user, by_pk=request.user.pk)
    return redirect("job", started.pk)


def _counted(page: Page[Any]) -> str:
    return f"Записей: {page.paginator.count}"
