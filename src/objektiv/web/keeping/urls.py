"""Addresses of the page about the server."""

from __future__ import annotations

from django.urls import path

from objektiv.web.keeping import views

urlpatterns = [path("", views.server_state, name="server_state")]
