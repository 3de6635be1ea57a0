"""Addresses of the training."""

from __future__ import annotations

from django.urls import path

from objektiv.web.training import views

urlpatterns = [
    path("remove/", views.remove, name="training_remove"),
    path("removed/", views.removed, name="training_removed"),
]
