"""Letters and their archive, forms and files of a case, terms of the territory."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from objektiv.web.access.exporters import download, said_filters
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.cases.blank import write_blank_docx, write_blank_xlsx
from objektiv.web.cases.bundle import make_bundle
from objektiv.web.cases.enums import CaseState, LetterKind
from objektiv.web.cases.files import path_of
from objektiv.web.cases.jobs import LETTERS
from objektiv.web.cases.letters import file_name, stripe_of, write_letter_file
from objektiv.web.cases.models import Attachment, Letter
from objektiv.web.cases.pack import pack_path
from objektiv.web.cases.queries import letters_visible_to
from objektiv.web.cases.registers import letters_book
from objektiv.web.cases.views.seen import sent_keys, tabs, visible_case
from objektiv.web.shell.jobs import start_job
from objektiv.web.shell.models import Job

BINARY = "application/octet-stream"
ROWS = 50
BLANKS = {"docx": write_blank_docx, "xlsx": write_blank_xlsx}


@needs(Permission.CASES_ASK)
def letters(request: OfficeRequest) -> HttpResponse:
    """The book of letters and orders, the newest first."""
    known = letters_visible_to(request.user)
    kind, year = request.GET.get("kind", ""), request.GET.get("year", "")
    only = request.GET.get("only", "")
    listed = _narrow(known, kind, year, only)
    if request.GET.get("format") == "xlsx":
        titles = dict(LetterKind.choices)
        return letters_book(listed, said_filters((("вид", titles.get(kind, "")), ("год", year))))
    page = Paginator(listed, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page, "unsigned": any(not one.signer for one in page), "kinds": LetterKind.choices,
        "years": known.order_by("-year").values_list("year", flat=True).distinct(), "kind": kind, "year": year,
        "only": only, "tabs": tabs(request.user, "letters"), "crumbs": [("Карточки", reverse("cases")), ("Письма", "")],
    }  # fmt: skip
    return render(request, "cases/letters.html", context)


def _narrow(known: QuerySet[Letter], kind: str, year: str, only: str) -> QuerySet[Letter]:
    known = known.filter(kind=kind) if kind in LetterKind.values else known
    known = known.filter(year=int(year)) if year.isdecimal() and len(year) == 4 else known
    return known.filter(case__state=CaseState.ASKED) if only else known


@needs(Permission.CASES_ASK)
@require_POST
def start_pack(request: OfficeRequest) -> HttpResponse:
    """One archive of the chosen letters, made in the background."""
    known = letters_visible_to(request.user)
    keys = sent_keys(request, "letter")
    asked = request.POST
    listed = known.filter(pk__in=keys) if keys else _narrow(
        known, asked.get("kind", ""), asked.get("year", ""), asked.get("only", "")
    )  # fmt: skip
    chosen = list(listed.values_list("pk", flat=True))
    if not chosen:
        messages.error(request, "Писем для архива нет: сначала запросите пояснения.")
        return redirect("letters")
    title = f"Архив писем и бланков: {len(chosen)}"
    job = start_job(LETTERS, title, by=request.user, letters=chosen, by_pk=request.user.pk, key=uuid4().hex)
    return redirect("job", job.pk)


@needs(Permission.CASES_ASK)
def pack(request: OfficeRequest, key: str) -> HttpResponseBase:
    """One's own archive."""
    made = get_object_or_404(Job, kind=LETTERS, owner=request.user, parameters__key=key)
    path = pack_path(made.parameters["key"])
    if not path.is_file():
        raise Http404
    return FileResponse(
        path.open("rb"), as_attachment=True, filename="Письма и бланки.zip", content_type=BINARY
    )


@needs(Permission.CASES_VIEW)
def letter(request: OfficeRequest, pk: int, letter: int) -> HttpResponse:
    """A letter as docx."""
    shown = visible_case(request, pk)
    written = get_object_or_404(Letter, pk=letter, case=shown)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "letter.docx"
        write_letter_file(written, path, stripe=stripe_of(shown))
        return download(file_name(written), path.read_bytes(), BINARY)


@needs(Permission.CASES_VIEW)
def blank(request: OfficeRequest, pk: int, letter: int, kind: str) -> HttpResponse:
    """The form of a request as docx or xlsx."""
    shown = visible_case(request, pk)
    written = get_object_or_404(Letter, pk=letter, case=shown, kind=LetterKind.ASK)
    if kind not in BLANKS:
        raise Http404
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"blank.{kind}"
        BLANKS[kind](written, path, stripe=stripe_of(shown))
        return download(
            f"Бланк ответа {written.shown_number}-{written.year}.{kind}", path.read_bytes(), BINARY
        )


@needs(Permission.CASES_VIEW)
def bundle(request: OfficeRequest, pk: int) -> HttpResponse:
    """All that is needed to count the same again; only for those who work on the case, and the school itself."""
    shown = visible_case(request, pk)
    return download(f"карточка-{shown.pk}.zip", make_bundle(shown), BINARY)


@needs(Permission.CASES_VIEW)
def attachment(request: OfficeRequest, pk: int, file: int) -> HttpResponseBase:
    """A file of a case, always as a download: a browser does not open what a stranger sent."""
    found = get_object_or_404(Attachment, pk=file, case=visible_case(request, pk))
    answer = FileResponse(path_of(found.sha256).open("rb"), as_attachment=True, filename=found.name)
    answer.headers["Content-Type"] = BINARY
    return answer
