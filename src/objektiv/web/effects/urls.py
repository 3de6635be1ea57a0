"""Addresses of effects."""

from __future__ import annotations

from django.urls import path

from objektiv.web.effects.views import effect, lists

urlpatterns = [
    path("", lists.effects, name="effects"),
    path("<int:row>/", effect.effect, name="effect"),
    path("<int:row>/question/", effect.effect_question, name="effect_question"),
    path("<int:row>/count/", effect.effect_count, name="effect_count"),
    path("<int:row>/readings/<int:pk>/decide/", effect.effect_decide, name="effect_decide"),
    path("<int:row>/readings/<int:pk>/picture.svg", effect.effect_picture, name="effect_picture"),
]
