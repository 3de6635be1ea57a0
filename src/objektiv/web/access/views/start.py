"""The start, one's own page, search, the training district's entrance."""

from __future__ import annotations

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from objektiv.web.access.domain import sign_in_for_training
from objektiv.web.access.models import User
from objektiv.web.access.pages import OfficeRequest, public, signed_in
from objektiv.web.access.queries import live_assignments
from objektiv.web.access.roles import ROLES
from objektiv.web.shell.models import Job
from objektiv.web.shell.panels import panels_for
from objektiv.web.shell.search import search_groups
from objektiv.web.shell.week import tasks_for

BACKEND = settings.AUTHENTICATION_BACKENDS[0]
LAST_JOBS = 10
CLOSED = ("Вход закрыт", "Его закрыл и может открыть администратор или координатор вашей территории.")
ALONE = (
    "Самостоятельно нельзя",
    "Вход открывает и новый пароль даёт администратор или координатор вашей территории. Попросите у него ссылку.",
)


@signed_in("начало: показывает то, что человеку видно")
def home(request: OfficeRequest) -> HttpResponse:
    """The first page: what waits for the person, one's roles and the sections one may open."""
    context = {
        "held": live_assignments(request.user), "tasks": tasks_for(request.user), "panels": panels_for(request.user),
    }  # fmt: skip
    return render(request, "access/home.html", context)


@public("учебный район: вход одной кнопкой")
def demo_login(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the people of the training district; elsewhere there is no such page."""
    if not settings.IS_DEMO:
        raise Http404
    if request.method == "POST":
        chosen = request.POST.get("user", "")
        user = get_object_or_404(User, pk=int(chosen) if chosen.isdecimal() else 0, is_active=True)
        sign_in_for_training(user)
        login(request, user, backend=BACKEND)
        return redirect("home")
    people = User.objects.filter(is_active=True).prefetch_related("assignments__unit")
    return render(request, "access/demo_login.html", {"people": sorted(people, key=_place)})


def _place(person: User) -> tuple[str, int, str]:
    """Where a person of the training district stands: school by school, in each from its head down."""
    held = list(person.assignments.all())
    if not held:
        return "", 0, person.last_name
    order = list(ROLES)
    return held[0].unit.order_key, order.index(held[0].role), person.last_name


@signed_in("страница о себе самом")
def profile(request: OfficeRequest) -> HttpResponse:
    """One's own roles, jobs and ways to sign in."""
    context = {
        "held": live_assignments(request.user),
        "jobs": Job.objects.filter(owner=request.user)[:LAST_JOBS],
        "has_provider": bool(settings.SOCIALACCOUNT_PROVIDERS),
        "is_bound": SocialAccount.objects.filter(user=request.user).exists(),
    }
    return render(request, "access/profile.html", context)


@signed_in("ищет только среди видимого")
def search(request: OfficeRequest) -> HttpResponse:
    """Search in everything the person sees."""
    words = request.GET.get("q", "").strip()[:100]
    return render(
        request, "access/search.html", {"words": words, "groups": search_groups(request.user, words)}
    )


@public("люди входят по приглашению")
def closed(request: HttpRequest) -> HttpResponse:
    """Why one cannot sign up or reset a password by oneself, or come in at all."""
    way_on = (
        {"action_url": reverse("home"), "action_title": "На первую страницу"}
        if request.user.is_authenticated
        else {"action_url": reverse("account_login"), "action_title": "Ко входу"}
    )
    match = request.resolver_match
    heading, text = CLOSED if match and match.url_name == "account_inactive" else ALONE
    return render(request, "shell/message.html", {"heading": heading, "text": text, **way_on})
