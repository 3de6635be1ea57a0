"""Addresses of support."""

from __future__ import annotations

from django.urls import path

from objektiv.web.support.views import notes, zone

urlpatterns = [
    path("risk/", zone.risk_zone, name="risk_zone"),
    path("risk/new/", zone.risk_new, name="risk_new"),
    path("risk/schools/", zone.risk_schools, name="risk_schools"),
    path("risk/change/", zone.risk_change, name="risk_change"),
    path("risk/case/<int:case>/", zone.risk_from_case, name="risk_from_case"),
    path("risk/<int:pk>/", zone.risk_entry, name="risk_entry"),
    path("risk/<int:pk>/support/<int:item>/done/", zone.risk_support_done, name="risk_support_done"),
    path("risk/<int:pk>/<slug:act>/", zone.risk_act, name="risk_act"),
    path("teachers/", notes.teacher_notes, name="teacher_notes"),
    path("teachers/new/", notes.teacher_note_new, name="teacher_note_new"),
    path("teachers/schools/", notes.teacher_note_schools, name="teacher_note_schools"),
    path("teachers/<int:pk>/", notes.teacher_note, name="teacher_note"),
]
