"""Addresses of plans."""

from __future__ import annotations

from django.urls import path

from objektiv.web.plans.views import action, approval, imports, lists, new, papers, plan, sections

urlpatterns = [
    path("", lists.plans, name="plans"),
    path("actions/", lists.plan_actions, name="plan_actions"),
    path("decisions/", papers.plan_register, name="plan_register"),
    path("units/", new.plan_units, name="plan_units"),
    path("new/", new.plan_new, name="plan_new"),
    path("new/file/", imports.plan_upload, name="plan_upload"),
    path("new/catalogue/", new.plan_from_catalogue, name="plan_from_catalogue"),
    path("new/case/<int:case>/", new.plan_from_case, name="plan_from_case"),
    path("imports/<int:pk>/", imports.plan_import, name="plan_import"),
    path("imports/<int:pk>/source/", imports.plan_import_source, name="plan_import_source"),
    path("imports/<int:pk>/people/", imports.plan_import_people, name="plan_import_people"),
    path("imports/<int:pk>/rows/<slug:key>/", imports.plan_import_row, name="plan_import_row"),
    path("imports/<int:pk>/acts/<slug:act>/", imports.plan_import_act, name="plan_import_act"),
    path("<int:pk>/", plan.plan, name="plan"),
    path("<int:pk>/edit/", plan.plan_edit, name="plan_edit"),
    path("<int:pk>/copy/", new.plan_copy, name="plan_copy"),
    path("<int:pk>/source/", plan.plan_source, name="plan_source"),
    path("<int:pk>/check/", papers.plan_xray, name="plan_xray"),
    path("<int:pk>/poster.pdf", papers.plan_poster, name="plan_poster"),
    path("<int:pk>/papers/<slug:paper>.<slug:kind>", papers.plan_paper, name="plan_paper"),
    path("<int:pk>/people/", plan.plan_people, name="plan_people"),
    path("<int:pk>/sections/", sections.plan_sections, name="plan_sections"),
    path("<int:pk>/sections/<int:section>/<slug:act>/", sections.plan_section_act, name="plan_section_act"),
    path("<int:pk>/rows/new/", plan.plan_row_new, name="plan_row_new"),
    path("<int:pk>/rows/change/", plan.plan_rows_change, name="plan_rows_change"),
    path("<int:pk>/rows/load/", plan.plan_rows_load, name="plan_rows_load"),
    path("<int:pk>/approval/", approval.plan_approval, name="plan_approval"),
    path("<int:pk>/acts/<slug:act>/", approval.plan_act, name="plan_act"),
    path("<int:pk>/difference/", approval.plan_difference, name="plan_difference"),
    path("<int:pk>/editions/<int:number>/scan/", approval.plan_scan, name="plan_scan"),
    path("<int:pk>/actions/<int:row>/", action.plan_action, name="plan_action"),
    path("<int:pk>/actions/<int:row>/edit/", action.plan_action_edit, name="plan_action_edit"),
    path("<int:pk>/actions/<int:row>/acts/<slug:act>/", action.plan_action_act, name="plan_action_act"),
    path("<int:pk>/actions/<int:row>/forms/<slug:act>/", action.plan_action_form, name="plan_action_form"),
    path("<int:pk>/actions/<int:row>/files/<int:file>/", action.plan_evidence, name="plan_evidence"),
    path("<int:pk>/actions/<int:row>/links/<int:link>/", action.plan_unlink, name="plan_unlink"),
]
