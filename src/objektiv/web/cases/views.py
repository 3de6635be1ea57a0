"""Pages of cases: the list, one case, and the acts on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from objektiv.web.access.exporters import download
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.cases import domain, forms
from objektiv.web.cases.bundle import make_bundle
from objektiv.web.cases.files import path_of
from objektiv.web.cases.letters import stripe_of, write_letter_file
from objektiv.web.cases.listing import case_list
from objektiv.web.cases.models import Attachment, Case, Letter
from objektiv.web.cases.opening import candidates, open_many
from objektiv.web.cases.page import case_page
from objektiv.web.cases.queries import visible_to

BINARY = "application/octet-stream"
OPEN_CRUMBS = (("Карточки", "/cases/"), ("Открыть карточки", ""))
Act = Callable[[Case, Any, Any], object]


def _visible(request: HttpRequest, pk: int) -> Case:
    return get_object_or_404(visible_to(request.user, timezone.localdate()), pk=pk)


@needs(Permission.CASES_VIEW)
def cases(request: OfficeRequest) -> HttpResponse:
    """All cases that the person sees, by school in the order of the alphabet."""
    return render(request, "cases/list.html", case_list(request.user, request.GET))


@needs(Permission.CASES_VIEW)
def case(request: OfficeRequest, pk: int) -> HttpResponse:
    """One case: the conclusion, the evidence, explanations, the reply, the decision, the history."""
    return render(request, "cases/case.html", case_page(_visible(request, pk), request.user))


def _act(
    request: OfficeRequest, pk: int, form_class: type[forms.Versioned], act: Act, done: str
) -> HttpResponse:
    """Check the form, do the verb; a refusal shows the page again with what the person wrote."""
    shown = _visible(request, pk)
    act_code = request.path.rstrip("/").rpartition("/")[2]
    sent = request.POST.copy()
    form = form_class(sent, request.FILES, case=shown, act=act_code)
    if form.is_valid():
        try:
            with transaction.atomic():
                act(shown, form, request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            sent["version"] = str(shown.version)  # the person sees the present state and may send again
        else:
            messages.success(request, done)
            return redirect("case", pk)
    return render(request, "cases/case.html", case_page(shown, request.user, refused=form), status=422)


@require_POST
@needs(Permission.CASES_ASK)
def ask(request: OfficeRequest, pk: int) -> HttpResponse:
    """Ask the school."""

    def act(shown: Case, form: Any, user: Any) -> object:
        return domain.ask_school(shown, by=user, version=form.cleaned_data["version"])

    return _act(request, pk, forms.PlainForm, act, "Пояснения запрошены: школа видит карточку и срок.")


@require_POST
@needs(Permission.CASES_REPLY)
def reply(request: OfficeRequest, pk: int) -> HttpResponse:
    """The school answers."""

    def act(shown: Case, form: Any, user: Any) -> None:
        said = form.cleaned_data
        given = domain.reply(
            shown, text=said["text"], by=user, answers=form.answers(), version=said["version"]
        )
        for upload in said["papers"]:
            domain.attach(shown, upload, by=user, reply=given)

    return _act(
        request, pk, forms.ReplyForm, act, "Пояснения отправлены. Их видит муниципальный координатор."
    )


@require_POST
@needs(Permission.CASES_ASK)
def recheck(request: OfficeRequest, pk: int) -> HttpResponse:
    """Send the works to a recheck."""

    def act(shown: Case, form: Any, user: Any) -> object:
        said = form.cleaned_data
        return domain.send_to_recheck(shown, by=user, reason=said["reason"], version=said["version"])

    return _act(request, pk, forms.RecheckForm, act, "Работы направлены на перепроверку.")


@require_POST
@needs(Permission.CASES_DECIDE)
def decide(request: OfficeRequest, pk: int) -> HttpResponse:
    """Decide."""
    return _act(
        request, pk, forms.DecideForm, lambda shown, form, user: domain.decide(shown, by=user, **form.cleaned_data),
        "Решение записано.",
    )  # fmt: skip


@require_POST
@needs(Permission.CASES_DECIDE)
def close(request: OfficeRequest, pk: int) -> HttpResponse:
    """Put the case away."""
    return _act(
        request, pk, forms.PlainForm, lambda shown, form, user: domain.close_case(shown, by=user, **form.cleaned_data),
        "Карточка закрыта.",
    )  # fmt: skip


@require_POST
@needs(Permission.CASES_DECIDE)
def reopen(request: OfficeRequest, pk: int) -> HttpResponse:
    """Open a closed case again."""
    return _act(
        request, pk, forms.ReopenForm, lambda shown, form, user: domain.reopen(shown, by=user, **form.cleaned_data),
        "Карточка открыта снова.",
    )  # fmt: skip


@require_POST
@needs(Permission.CASES_ASK)
def keep_works(request: OfficeRequest, pk: int) -> HttpResponse:
    """Keep the works longer."""
    return _act(
        request, pk, forms.KeepForm, lambda shown, form, user: domain.keep_works(shown, by=user, **form.cleaned_data),
        "Срок хранения продлён, проект приказа — в разделе «Письма».",
    )  # fmt: skip


@require_POST
@needs(Permission.CASES_ASK)
def works_destroyed(request: OfficeRequest, pk: int) -> HttpResponse:
    """Works were destroyed."""
    return _act(
        request, pk, forms.DestroyedForm,
        lambda shown, form, user: domain.destroy_works(shown, by=user, **form.cleaned_data),
        "Записано: работы уничтожены.",
    )  # fmt: skip


@needs(Permission.CASES_ASK)
def open_cases(request: OfficeRequest) -> HttpResponse:
    """Results that ask for a case: choose, open."""
    found = candidates(request.user)
    if request.method == "POST":
        chosen = found.filter(pk__in=[key for key in request.POST.getlist("result") if key.isdigit()])
        opened = open_many(chosen, by=request.user)
        messages.success(request, f"Открыто карточек: {len(opened)}." if opened else "Ничего не выбрано.")
        return redirect("case", opened[0].pk) if len(opened) == 1 else redirect("cases")
    asked = request.GET.get("result", "")
    return render(request, "cases/open.html", {"results": found, "asked": asked, "crumbs": OPEN_CRUMBS})


@needs(Permission.CASES_VIEW)
def letter(request: OfficeRequest, pk: int, letter: int) -> HttpResponse:
    """A letter as docx."""
    shown = _visible(request, pk)
    written = get_object_or_404(Letter, pk=letter, case=shown)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "letter.docx"
        write_letter_file(written, path, stripe=stripe_of(shown))
        name = f"{written.get_kind_display()} {written.number}-{written.year}.docx"
        return download(name, path.read_bytes(), BINARY)


@needs(Permission.CASES_VIEW)
def bundle(request: OfficeRequest, pk: int) -> HttpResponse:
    """All that is needed to count the same again; only for those who work on the case, and the school itself."""
    shown = _visible(request, pk)
    return download(f"карточка-{shown.pk}.zip", make_bundle(shown), BINARY)


@needs(Permission.CASES_VIEW)
def attachment(request: OfficeRequest, pk: int, file: int) -> HttpResponseBase:
    """A file of a case, always as a download: a browser does not open what a stranger sent."""
    found = get_object_or_404(Attachment, pk=file, case=_visible(request, pk))
    answer = FileResponse(path_of(found.sha256).open("rb"), as_attachment=True, filename=found.name)
    answer.headers["Content-Type"] = BINARY
    return answer
