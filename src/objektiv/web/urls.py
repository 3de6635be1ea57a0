"""Addresses of the office: one file of each app, and those pages of the sign-in library that are used."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("objektiv.web.access.urls")),
    path("state/", include("objektiv.web.keeping.urls")),
    path("territory/", include("objektiv.web.territory.urls")),
    path("", include("objektiv.web.assessments.urls")),
    path("", include("objektiv.web.findings.urls")),
    path("cases/", include("objektiv.web.cases.urls")),
    path("", include("objektiv.web.support.urls")),
    path("plans/", include("objektiv.web.plans.urls")),
    path("plans/effects/", include("objektiv.web.effects.urls")),
    path("plans/calendar/", include("objektiv.web.agenda.urls")),
    path("plans/tasks/", include("objektiv.web.tasks.urls")),
    path("pupils/", include("objektiv.web.pupils.urls")),
    path("training/", include("objektiv.web.training.urls")),
    path("api/v1/", include("objektiv.web.api.urls")),
]
handler400 = "objektiv.web.shell.errors.unreadable"
handler403 = "objektiv.web.shell.errors.forbidden"
handler404 = "objektiv.web.shell.errors.not_found"
handler500 = "objektiv.web.shell.errors.failed"
