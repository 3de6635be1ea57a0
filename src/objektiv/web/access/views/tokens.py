"""Access tokens for programs: one's own, making one, revoking; all of them for the administrator."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_POST

from objektiv.web.access.acting import act, act_on
from objektiv.web.access.domain import make_token, revoke_token
from objektiv.web.access.forms import TokenForm
from objektiv.web.access.models import AccessToken
from objektiv.web.access.pages import OfficeRequest, needs, signed_in
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of, said, tokens_visible_to

PAGE = 100
LONGEST = 100
CRUMBS = [("Мои роли и вход", reverse_lazy("profile")), ("Ключи доступа (API)", reverse_lazy("tokens"))]


@signed_in("страница о себе самом")
def tokens(request: OfficeRequest) -> HttpResponse:
    """One's own tokens."""
    own = AccessToken.objects.filter(user=request.user).select_related("user", "revoked_by")
    context = {
        "page": Paginator(own, PAGE).get_page(request.GET.get("page")), "is_own": True,
        "may_see_all": Permission.SYSTEM in permissions_of(request.user), "crumbs": [*CRUMBS[:1], ("Ключи", None)],
    }  # fmt: skip
    return render(request, "access/tokens.html", context)


@signed_in("ключ выдаёт себе сам человек")
def token_new(request: OfficeRequest) -> HttpResponse:
    """Make a token for oneself; its secret is shown this once, on the answer to the form."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        known = form.cleaned_data
        made = act_on(form, lambda: make_token(by=request.user, **known))
        if made:
            token, secret = made
            context = {
                "token": token, "secret": secret, "server": request.build_absolute_uri("/").rstrip("/"),
                "crumbs": [*CRUMBS, ("Новый ключ", None)],
            }  # fmt: skip
            return render(request, "access/token.html", context)
    context = {
        "form": form, "title": "Новый ключ доступа", "button": "Выдать ключ", "back": reverse("tokens"),
        "crumbs": [*CRUMBS, ("Новый ключ", None)],
    }  # fmt: skip
    return render(request, "access/form.html", context)


@signed_in("свой ключ; чужой — только администратор")
@require_POST
def token_revoke(request: OfficeRequest, number: int) -> HttpResponse:
    """Revoke a token."""
    chosen = get_object_or_404(tokens_visible_to(request.user), pk=number)
    reason = request.POST.get("reason", "")[:300]
    act(request, lambda: revoke_token(chosen, by=request.user, reason=reason), f"{chosen}: отозван.")
    return redirect("tokens" if chosen.user == request.user else "tokens_all")


@needs(Permission.SYSTEM)
def tokens_all(request: OfficeRequest) -> HttpResponse:
    """Tokens of all people whom the administrator sees."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    found = tokens_visible_to(request.user)
    if words:
        found = found.filter(said(words, "user__last_name", "user__first_name", "user__login", "title"))
    ordered = found.order_by("user__last_name", "user__first_name", "user__login", "-created_at", "-pk")
    context = {
        "page": Paginator(ordered, PAGE).get_page(request.GET.get("page")), "is_own": False, "words": words,
        "crumbs": [("Люди", reverse_lazy("people")), ("Ключи доступа (API)", None)],
    }  # fmt: skip
    return render(request, "access/tokens.html", context)
