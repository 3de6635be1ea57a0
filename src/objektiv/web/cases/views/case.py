"""The page of one case and the acts on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.cases import domain, forms
from objektiv.web.cases.drafts import drop_draft, save_draft
from objektiv.web.cases.models import Case
from objektiv.web.cases.opening import explanations_of, final_result
from objektiv.web.cases.page import case_page, offers
from objektiv.web.cases.views.seen import visible_case

Act = Callable[[Case, Any, Any], object]


@needs(Permission.CASES_VIEW)
def case(request: OfficeRequest, pk: int) -> HttpResponse:
    """One case: the conclusion, the evidence, explanations, the reply, the decision, the history."""
    return render(request, "cases/case.html", case_page(visible_case(request, pk), request.user))


def _act(
    request: OfficeRequest, pk: int, form_class: type[forms.Versioned], act: Act, done: str
) -> HttpResponse:
    """Check the form, do the verb; a refusal shows the page again with what the person wrote."""
    shown = visible_case(request, pk)
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
            drop_draft(shown, request.user, act_code)
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
def enter(request: OfficeRequest, pk: int) -> HttpResponse:
    """Enter what the school sent on paper or by mail."""

    def act(shown: Case, form: Any, user: Any) -> None:
        said = form.cleaned_data
        given = domain.enter_reply(
            shown, text=said["text"], answers=form.answers(), by=user, version=said["version"]
        )
        for upload in said["papers"]:
            domain.attach(shown, upload, by=user, reply=given)

    return _act(request, pk, forms.ReplyForm, act, "Ответ школы внесён: видно, кто его внёс.")


@require_POST
@needs(Permission.CASES_ASK)
def remind(request: OfficeRequest, pk: int) -> HttpResponse:
    """Remind the school."""
    return _act(
        request, pk, forms.PlainForm, lambda shown, form, user: domain.remind(shown, by=user),
        "Напоминание составлено: оно в разделе «Письма», школа видит его на первой странице.",
    )  # fmt: skip


@require_POST
@needs(Permission.CASES_ASK)
def move_term(request: OfficeRequest, pk: int) -> HttpResponse:
    """Give the school more time."""
    return _act(
        request, pk, forms.MoveForm, lambda shown, form, user: domain.move_term(shown, by=user, **form.cleaned_data),
        "Срок ответа перенесён.",
    )  # fmt: skip


@require_POST
@needs(Permission.CASES_ASK)
def give(request: OfficeRequest, pk: int) -> HttpResponse:
    """Say who leads the case."""
    return _act(
        request, pk, forms.GiveForm, lambda shown, form, user: domain.give_to(shown, by=user, **form.cleaned_data),
        "Ответственный назначен.",
    )  # fmt: skip


@require_POST
@needs(Permission.CASES_ASK, Permission.CASES_REPLY, Permission.CASES_DECIDE)
def draft(request: OfficeRequest, pk: int, act: str) -> HttpResponse:
    """Keep what is being written; only at an act that the page offers to this person."""
    shown = visible_case(request, pk)
    if act not in {one.code for one in offers(shown, request.user, None)}:
        raise Http404
    if "drop" in request.POST:
        drop_draft(shown, request.user, act)
        return redirect("case", pk)
    kept = save_draft(shown, request.user, act, request.POST.dict())
    return render(request, "cases/_draft.html", {"draft": kept})


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
def final(request: OfficeRequest, pk: int) -> HttpResponse:
    """Go on with the final results."""

    def act(shown: Case, form: Any, user: Any) -> object:
        result = final_result(shown)
        if result is None:
            raise ValidationError("Итогового расчёта для этой школы нет, или карточка уже стоит на нём.")
        return domain.take_final(
            shown, result, explanations_of(result), by=user, version=form.cleaned_data["version"]
        )

    return _act(request, pk, forms.PlainForm, act, "Карточка говорит об итоговых результатах.")


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
