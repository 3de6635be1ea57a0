"""Forms of one's own settings."""

from __future__ import annotations

from django import forms

from objektiv.web.agenda.enums import FeedScope, Wish


class WishForm(forms.Form):
    """Which letters."""

    wish = forms.ChoiceField(label="Какие письма присылать", choices=Wish, widget=forms.RadioSelect)


class FeedForm(forms.Form):
    """What the address gives."""

    scope = forms.ChoiceField(
        label="Что отдаёт адрес", choices=FeedScope, initial=FeedScope.MINE,
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip
