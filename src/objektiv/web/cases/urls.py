"""Addresses of cases."""

from __future__ import annotations

from django.urls import path

from objektiv.web.cases import views

urlpatterns = [
    path("", views.cases, name="cases"),
    path("open/", views.open_cases, name="case_open"),
    path("<int:pk>/", views.case, name="case"),
    path("<int:pk>/ask/", views.ask, name="case_ask"),
    path("<int:pk>/reply/", views.reply, name="case_reply"),
    path("<int:pk>/recheck/", views.recheck, name="case_recheck"),
    path("<int:pk>/decide/", views.decide, name="case_decide"),
    path("<int:pk>/close/", views.close, name="case_close"),
    path("<int:pk>/reopen/", views.reopen, name="case_reopen"),
    path("<int:pk>/keep/", views.keep_works, name="case_keep"),
    path("<int:pk>/destroyed/", views.works_destroyed, name="case_destroyed"),
    path("<int:pk>/letters/<int:letter>/", views.letter, name="case_letter"),
    path("<int:pk>/bundle/", views.bundle, name="case_bundle"),
    path("<int:pk>/files/<int:file>/", views.attachment, name="case_file"),
]
