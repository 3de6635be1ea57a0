"""Addresses of findings."""

from __future__ import annotations

from django.urls import path

from objektiv.web.findings.views import indicators, overview, results

urlpatterns = [
    path("overview/", overview.overview, name="overview"),
    path("overview/export/", overview.overview_export, name="overview_export"),
    path("findings/", results.matrix, name="findings"),
    path("findings/export/", results.matrix_export, name="findings_export"),
    path("findings/official/", results.official, name="findings_official"),
    path("findings/official/export/", results.official_export, name="findings_official_export"),
    path("findings/<int:pk>/schools/<str:code>/", results.school, name="findings_school"),
    path(
        "findings/<int:pk>/schools/<str:code>/export/", results.school_export, name="findings_school_export"
    ),
    path(
        "findings/<int:pk>/schools/<str:code>/pictures/<str:assessment>/",
        results.pictures,
        name="findings_pictures",
    ),
    path(
        "findings/<int:pk>/schools/<str:code>/pictures/<str:assessment>/<slug:family>.svg",
        results.picture,
        name="findings_picture",
    ),
    path("findings/<int:pk>/<str:code>/group/", results.group, name="findings_group"),
    path("indicators/", indicators.indicators, name="indicators"),
    path("indicators/<slug:code>/", indicators.indicator, name="indicator"),
]
