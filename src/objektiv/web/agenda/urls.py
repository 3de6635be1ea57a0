"""Addresses of the calendar."""

from __future__ import annotations

from django.urls import path

from objektiv.web.agenda.views import calendar, feed, own

urlpatterns = [
    path("", calendar.agenda, name="agenda"),
    path("year/", calendar.agenda_year, name="agenda_year"),
    path("undated/", calendar.agenda_undated, name="agenda_undated"),
    path("settings/", own.agenda_settings, name="agenda_settings"),
    path("settings/feed/", own.agenda_feed_make, name="agenda_feed_make"),
    path("settings/feed/revoke/", own.agenda_feed_revoke, name="agenda_feed_revoke"),
    path("feed/<str:secret>.ics", feed.agenda_feed, name="agenda_feed"),
]
