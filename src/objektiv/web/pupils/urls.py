"""Addresses of pupils; the school stands in each, and only its own people find it."""

from __future__ import annotations

from django.urls import path

from objektiv.web.pupils import views

urlpatterns = [
    path("", views.pupils, name="pupils"),
    path("<int:school>/", views.gaps, name="pupils_gaps"),
    path("<int:school>/years/", views.years, name="pupils_years"),
    path("<int:school>/years/<str:permanent>/", views.pupil, name="pupil"),
    path("<int:school>/codes/", views.codes, name="pupil_codes"),
    path("<int:school>/codes/workbook/", views.codes_workbook, name="pupil_codes_workbook"),
]
