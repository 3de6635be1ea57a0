"""Addresses of the territory."""

from __future__ import annotations

from django.urls import path

from objektiv.web.territory.views import changes, register, units, years

urlpatterns = [
    path("", units.territory, name="territory"),
    path("new/", units.unit_new, name="unit_new"),
    path("names/", units.unit_names, name="unit_names"),
    path("register/", register.register_new, name="register_new"),
    path("register/template.xlsx", register.register_template, name="register_template"),
    path("register/<int:number>/", register.register_file, name="register_file"),
    path("register/<int:number>/confirm/", register.register_confirm, name="register_confirm"),
    path("<int:number>/", units.unit, name="unit"),
    path("<int:number>/edit/", units.unit_edit, name="unit_edit"),
    path("<int:number>/rename/", changes.unit_rename, name="unit_rename"),
    path("<int:number>/close/", changes.unit_close, name="unit_close"),
    path("<int:number>/reopen/", changes.unit_reopen, name="unit_reopen"),
    path("<int:number>/move/", changes.unit_move, name="unit_move"),
    path("<int:number>/years/<str:year>/", years.unit_year, name="unit_year"),
    path("<int:number>/rollover/", years.unit_rollover, name="unit_rollover"),
]
