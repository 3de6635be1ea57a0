"""Addresses of cases."""

from __future__ import annotations

from django.urls import path

from objektiv.web.cases.views import case, lists, papers, returned, terms

urlpatterns = [
    path("", lists.cases, name="cases"),
    path("open/", lists.open_cases, name="case_open"),
    path("waiting/", lists.waiting, name="cases_waiting"),
    path("waiting/remind/", lists.remind_all, name="cases_remind"),
    path("ask/", lists.ask_many, name="cases_ask"),
    path("change/", lists.change_many, name="cases_change"),
    path("summary/", lists.summary, name="cases_summary"),
    path("letters/", papers.letters, name="letters"),
    path("letters/pack/", papers.start_pack, name="letters_start_pack"),
    path("letters/pack/<slug:key>/", papers.pack, name="letters_pack"),
    path("forms/", returned.forms_new, name="forms_new"),
    path("forms/<int:number>/", returned.forms, name="forms"),
    path("forms/<int:number>/confirm/", returned.forms_confirm, name="forms_confirm"),
    path("terms/", terms.terms, name="terms"),
    path("terms/<int:unit>/", terms.unit_terms, name="unit_terms"),
    path("<int:pk>/", case.case, name="case"),
    path("<int:pk>/ask/", case.ask, name="case_ask"),
    path("<int:pk>/remind/", case.remind, name="case_remind"),
    path("<int:pk>/reply/", case.reply, name="case_reply"),
    path("<int:pk>/enter/", case.enter, name="case_enter"),
    path("<int:pk>/term/", case.move_term, name="case_term"),
    path("<int:pk>/give/", case.give, name="case_give"),
    path("<int:pk>/recheck/", case.recheck, name="case_recheck"),
    path("<int:pk>/decide/", case.decide, name="case_decide"),
    path("<int:pk>/close/", case.close, name="case_close"),
    path("<int:pk>/reopen/", case.reopen, name="case_reopen"),
    path("<int:pk>/final/", case.final, name="case_final"),
    path("<int:pk>/keep/", case.keep_works, name="case_keep"),
    path("<int:pk>/destroyed/", case.works_destroyed, name="case_destroyed"),
    path("<int:pk>/draft/<slug:act>/", case.draft, name="case_draft"),
    path("<int:pk>/letters/<int:letter>/", papers.letter, name="case_letter"),
    path("<int:pk>/letters/<int:letter>/blank.<slug:kind>", papers.blank, name="case_blank"),
    path("<int:pk>/bundle/", papers.bundle, name="case_bundle"),
    path("<int:pk>/files/<int:file>/", papers.attachment, name="case_file"),
]
