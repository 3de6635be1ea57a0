"""The page behind a link of invitation: a new password, once."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django import forms
from django.contrib import messages
from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from objektiv.web.access.acting import act_on
from objektiv.web.access.adapters import forget_failures
from objektiv.web.access.domain import accept_invitation, find_invitation
from objektiv.web.access.domain.invitations import GONE
from objektiv.web.access.pages import public


class PasswordForm(forms.Form):
    """A new password, twice."""

    password = forms.CharField(
        label="Новый пароль", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label="Ещё раз", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean_again(self) -> str:
        """Both are the same."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password", again):
            raise forms.ValidationError("Пароли не совпадают.")
        return again


@public("человек ещё не может войти; секрет — в самой ссылке")
@sensitive_post_parameters("password", "again")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Set a password by a link. Wrong links are counted as wrong passwords are: five in fifteen minutes."""
    attempt = ratelimit.consume(request, app="allauth.account", action="invitation", limit_get=True)
    if not attempt:
        refused: HttpResponse = ratelimit.respond_429(request)
        return refused
    found = find_invitation(token)
    if found is None:
        asked = {
            "heading": "Ссылка не действует", "text": f"{GONE} Попросите новую у того, кто её дал.",
            "action_url": reverse("account_login"), "action_title": "Ко входу",
        }  # fmt: skip
        return render(request, "shell/message.html", asked, status=404)
    attempt.rollback()  # only failures count: a whole school may sit behind one address
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = act_on(form, lambda: accept_invitation(found, password=form.cleaned_data["password"]))
        if user:
            forget_failures(request, user)
            messages.success(request, f"Пароль задан. Войдите: ваш логин — {user.login}.")
            return redirect("account_login")
    shown = {
        "form": form,
        "person": found.user,
        "rules": password_validators_help_texts(),
        "until": found.expires_at,
    }
    return render(request, "access/invitation.html", shown)
