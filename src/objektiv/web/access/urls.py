"""Addresses of the sign-in, of one's own page, of people; the frame's own pages get their rules here."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as sessions
from django.urls import path, re_path

from objektiv.web.access import views
from objektiv.web.access.pages import public, signed_in
from objektiv.web.shell import views as shell

OWN = signed_in("страница о себе самом")
ENTRANCE = public("вход")

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", public("состояние сервера без данных")(shell.health), name="health"),
    path("jobs/<uuid:key>/", OWN(shell.job_page), name="job"),
    path("jobs/<uuid:key>/cancel/", OWN(shell.job_cancel), name="job_cancel"),
    path("search/", views.search, name="search"),
    path("login/", ENTRANCE(account.login), name="account_login"),
    path("login/demo/", views.demo_login, name="demo_login"),
    path("logout/", ENTRANCE(account.logout), name="account_logout"),
    path("login/code/", ENTRANCE(mfa.authenticate), name="mfa_authenticate"),
    path("login/again/", OWN(account.reauthenticate), name="account_reauthenticate"),
    path("login/again/code/", OWN(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("login/password/", OWN(account.password_change), name="account_change_password"),
    path("login/codes/", OWN(mfa.index), name="mfa_index"),
    path("login/codes/app/", OWN(totp.activate_totp), name="mfa_activate_totp"),
    path("login/codes/app/remove/", OWN(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("login/codes/spare/", OWN(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("login/codes/spare/new/", OWN(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("login/codes/spare/file/", OWN(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("login/sessions/", OWN(sessions.list_usersessions), name="usersessions_list"),
    path("me/", views.profile, name="profile"),
    # Names that the library asks for; people are invited and a password is reset by who invited them.
    *(
        re_path(rf"^login/closed/{name}/$", views.closed, name=name)
        for name in (
            "account_signup",
            "account_reset_password",
            "account_inactive",
            "account_email",
            "account_set_password",
        )
    ),
]
