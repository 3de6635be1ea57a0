"""What a school fills in about its pupils."""

from __future__ import annotations

from django import forms

from objektiv.web.pupils.code_lists import SUFFIXES


class CodesForm(forms.Form):
    """The list of stable codes of a year."""

    file = forms.FileField(
        label="Книга «код участника — постоянный код»", max_length=200,
        help_text="Только коды. Книгу с фамилиями программа не примет.",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )  # fmt: skip
