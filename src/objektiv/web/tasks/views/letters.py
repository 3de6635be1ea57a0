"""The book of letters, the archive of one letter."""

from __future__ import annotations

from uuid import uuid4

from django.core.paginator import Paginator
from django.db.models import Count, F
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from objektiv.web.access.exporters import said_filters
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of
from objektiv.web.shell.archive import archive_path
from objektiv.web.shell.jobs import start_job
from objektiv.web.shell.models import Job
from objektiv.web.tasks.enums import LetterKind
from objektiv.web.tasks.exporters import letters_book
from objektiv.web.tasks.files import ARCHIVES
from objektiv.web.tasks.jobs import PACK
from objektiv.web.tasks.listing import CRUMB, ROWS, tabs
from objektiv.web.tasks.queries import letters_visible_to
from objektiv.web.tasks.views.seen import BINARY


@needs(Permission.PLANS_EDIT)
def task_letters(request: OfficeRequest) -> HttpResponse:
    """The book of letters, the newest first."""
    known = letters_visible_to(request.user)
    kind, year = request.GET.get("kind", ""), request.GET.get("year", "")
    listed = known.filter(kind=kind) if kind in LetterKind.values else known
    listed = listed.filter(year=int(year)) if year.isdecimal() and len(year) == 4 else listed
    listed = listed.annotate(
        schools=Count("tasks", distinct=True) + Count("reminders", distinct=True)
    ).order_by(F("year").desc(), F("number").desc(), "-pk")
    if request.GET.get("format") == "xlsx":
        titles = dict(LetterKind.choices)
        return letters_book(listed, said_filters((("вид", titles.get(kind, "")), ("год", year))))
    context = {
        "page": Paginator(listed, ROWS).get_page(request.GET.get("page")), "kinds": LetterKind.choices, "kind": kind,
        "years": known.order_by("-year").values_list("year", flat=True).distinct(), "year": year,
        "names_signer": Permission.CASES_ASK in permissions_of(request.user),
        "tabs": tabs(request.user, "task_letters"), "crumbs": [CRUMB, ("Письма с поручениями", "")],
    }  # fmt: skip
    return render(request, "tasks/letters.html", context)


@require_POST
@needs(Permission.PLANS_EDIT)
def task_pack(request: OfficeRequest, pk: int) -> HttpResponse:
    """The archive of a letter, made in the background: a letter and a form a school."""
    letter = get_object_or_404(letters_visible_to(request.user), pk=pk)
    title = f"Архив писем и бланков к № {letter.shown_number}"
    job = start_job(PACK, title, by=request.user, letter=letter.pk, by_pk=request.user.pk, key=uuid4().hex)
    return redirect("job", job.pk)


@needs(Permission.PLANS_EDIT)
def task_pack_file(request: OfficeRequest, key: str) -> HttpResponseBase:
    """One's own archive."""
    made = get_object_or_404(Job, kind=PACK, owner=request.user, parameters__key=key)
    path = archive_path(ARCHIVES, made.parameters["key"])
    if not path.is_file():
        raise Http404
    return FileResponse(
        path.open("rb"), as_attachment=True, filename="Поручения школам.zip", content_type=BINARY
    )
