"""Addresses of the calendar, of imports, of who has submitted, of runs."""

from __future__ import annotations

from django.urls import path

from objektiv.web.assessments.views import completeness, imports, procedures, runs

urlpatterns = [
    path("procedures/", procedures.procedures, name="procedures"),
    path("procedures/new/", procedures.procedure_new, name="procedure_new"),
    path("procedures/open-year/", procedures.school_year_open, name="school_year_open"),
    path("procedures/<int:number>/", procedures.procedure, name="procedure"),
    path("procedures/<int:number>/edit/", procedures.procedure_edit, name="procedure_edit"),
    path("procedures/<int:number>/move/", procedures.procedure_move, name="procedure_move"),
    path("imports/", imports.imports, name="imports"),
    path("imports/new/", imports.import_new, name="import_new"),
    path("imports/templates/", imports.templates, name="templates"),
    path("imports/templates/<slug:code>.xlsx", imports.template_file, name="template_file"),
    path("imports/<int:number>/", imports.import_page, name="import"),
    path("imports/<int:number>/read/", imports.import_read, name="import_read"),
    path("imports/<int:number>/procedures/", imports.import_procedures, name="import_procedures"),
    path("imports/<int:number>/schools/", imports.import_schools, name="import_schools"),
    path("imports/<int:number>/confirm/", imports.import_confirm, name="import_confirm"),
    path("imports/<int:number>/abandon/", imports.import_abandon, name="import_abandon"),
    path("imports/<int:number>/undo/", imports.import_undo, name="import_undo"),
    path("imports/<int:number>/protocol.xlsx", imports.import_protocol, name="import_protocol"),
    path("completeness/", completeness.completeness, name="completeness"),
    path("completeness/remind/", completeness.reminding, name="completeness_remind"),
    path("runs/", runs.runs, name="runs"),
    path("runs/new/", runs.run_new, name="run_new"),
    path("runs/<int:number>/", runs.run, name="run"),
    path("runs/<int:number>/activate/", runs.run_activate, name="run_activate"),
    path("runs/<int:number>/files/<str:name>", runs.run_file, name="run_file"),
]
