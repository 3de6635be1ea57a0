"""Addresses of the sign-in, of one's own page, of people; the frame's own pages get their rules here."""

from __future__ import annotations

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as sessions
from django.conf import settings
from django.urls import path, re_path

from objektiv.web.access.pages import public, signed_in
from objektiv.web.access.providers import leads_to_provider, provider_urls
from objektiv.web.access.sessions import renews
from objektiv.web.access.views import journal, people, roles, start, tokens
from objektiv.web.access.views.invitation import invitation
from objektiv.web.shell import views as shell

OWN = signed_in("страница о себе самом")
ENTRANCE = public("вход")
CONFIRMED = reauthentication_required(allow_get=True)  # looking is free, ending asks for the password again

urlpatterns = [
    path("", start.home, name="home"),
    path("health/", public("состояние сервера без данных")(shell.health), name="health"),
    path("jobs/<uuid:key>/", OWN(shell.job_page), name="job"),
    path("jobs/<uuid:key>/cancel/", OWN(shell.job_cancel), name="job_cancel"),
    path("search/", start.search, name="search"),
    path("login/", ENTRANCE(leads_to_provider(account.login)), name="account_login"),
    path("login/demo/", start.demo_login, name="demo_login"),
    path("login/invitation/<str:token>/", invitation, name="invitation"),
    path("logout/", ENTRANCE(account.logout), name="account_logout"),
    path("login/code/", ENTRANCE(mfa.authenticate), name="mfa_authenticate"),
    path("login/again/", OWN(renews(account.reauthenticate)), name="account_reauthenticate"),
    path("login/again/code/", OWN(renews(mfa.reauthenticate)), name="mfa_reauthenticate"),
    path("login/password/", OWN(account.password_change), name="account_change_password"),
    path("login/codes/", OWN(mfa.index), name="mfa_index"),
    path("login/codes/app/", OWN(totp.activate_totp), name="mfa_activate_totp"),
    path("login/codes/app/remove/", OWN(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("login/codes/spare/", OWN(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("login/codes/spare/new/", OWN(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("login/codes/spare/file/", OWN(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("login/sessions/", OWN(CONFIRMED(sessions.list_usersessions)), name="usersessions_list"),
    path("me/", start.profile, name="profile"),
    path("me/tokens/", tokens.tokens, name="tokens"),
    path("me/tokens/new/", tokens.token_new, name="token_new"),
    path("me/tokens/<int:number>/revoke/", tokens.token_revoke, name="token_revoke"),
    path("people/", people.people, name="people"),
    path("people/tokens/", tokens.tokens_all, name="tokens_all"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/places/", people.people_places, name="people_places"),
    path("people/names/", people.people_names, name="people_names"),
    path("people/<int:number>/", people.person, name="person"),
    path("people/<int:number>/edit/", people.person_edit, name="person_edit"),
    path("people/<int:number>/invite/", people.person_invite, name="person_invite"),
    *(
        path(f"people/<int:number>/{what}/", people.person_act, {"what": what}, name=f"person_{name}")
        for what, name in (("close", "close"), ("open", "open"), ("sign-out", "sign_out"), ("codes", "codes"))
    ),
    path("people/<int:number>/roles/give/", roles.role_give, name="role_give"),
    path("people/<int:number>/roles/<int:role>/end/", roles.role_end, name="role_end"),
    path("people/<int:number>/stand-in/", roles.duties_stand_in, name="duties_stand_in"),
    path("people/<int:number>/hand-over/", roles.duties_hand_over, name="duties_hand_over"),
    path("journal/", journal.journal, name="journal"),
    path("journal/check/", journal.journal_check, name="journal_check"),
    path("journal/<int:number>/", journal.journal_record, name="journal_record"),
    path("journal/of/<str:kind>/<str:key>/", journal.journal_object, name="journal_object"),
    # Names that the library asks for; people are invited and a password is reset by who invited them.
    *(
        re_path(rf"^login/closed/{name}/$", start.closed, name=name)
        for name in (
            "account_signup",
            "account_reset_password",
            "account_inactive",
            "account_email",
            "account_set_password",
        )
    ),
    *(provider_urls() if settings.OIDC else ()),
]
