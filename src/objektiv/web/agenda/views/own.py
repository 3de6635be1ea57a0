"""One's own letters and one's own address of the calendar."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from objektiv.web.access.acting import act, act_on
from objektiv.web.access.pages import OfficeRequest, signed_in
from objektiv.web.access.queries import permissions_of
from objektiv.web.agenda.domain import choose_letters, make_feed, revoke_feed, wish_of
from objektiv.web.agenda.forms import FeedForm, WishForm
from objektiv.web.agenda.models import Feed
from objektiv.web.agenda.narrowing import SEES
from objektiv.web.agenda.navigation import crumbs

OWN = "страница о себе самом"
SHOWN = 20


@signed_in(OWN)
def agenda_settings(request: OfficeRequest) -> HttpResponse:
    """Which letters to send, and the address for other calendars."""
    form = WishForm(request.POST or None, initial={"wish": wish_of(request.user)})
    if request.method == "POST" and form.is_valid():
        wish = form.cleaned_data["wish"]
        if act_on(form, lambda: choose_letters(wish=wish, by=request.user)):
            messages.success(request, "Выбор писем сохранён.")
            return redirect("agenda_settings")
    context = {
        "form": form, "feed": Feed.objects.filter(user=request.user, revoked_at=None).first(),
        "feed_form": FeedForm(), "is_mail_on": settings.IS_MAIL_ON, "is_training": settings.IS_DEMO,
        "quiet": settings.QUIET_HOURS, "notices": request.user.notices.all()[:SHOWN],
        "crumbs": crumbs(request.user, "Напоминания и подписка"), "tab": "settings",
        "sees_calendar": bool(permissions_of(request.user) & set(SEES)),
    }  # fmt: skip
    return render(request, "agenda/settings.html", context, status=422 if form.errors else 200)


@signed_in("адрес выдаёт себе сам человек")
@require_POST
def agenda_feed_make(request: OfficeRequest) -> HttpResponse:
    """A new address; it is shown this once, on the answer to the form."""
    form = FeedForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Выберите, что отдаёт адрес.")
        return redirect("agenda_settings")
    made, secret = make_feed(by=request.user, scope=form.cleaned_data["scope"])
    context = {
        "feed": made, "address": request.build_absolute_uri(reverse("agenda_feed", args=[secret])),
        "crumbs": crumbs(request.user, "Адрес календаря"),
    }  # fmt: skip
    answer = render(request, "agenda/feed.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@signed_in("адрес отзывает сам человек")
@require_POST
def agenda_feed_revoke(request: OfficeRequest) -> HttpResponse:
    """The address stops working."""
    act(
        request,
        lambda: revoke_feed(by=request.user),
        "Адрес календаря отозван: по нему больше ничего не видно.",
    )
    return redirect("agenda_settings")
