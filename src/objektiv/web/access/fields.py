"""Form fields of the office: a day, a part of the territory, a person."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from objektiv.web.access.models import User
from objektiv.web.access.queries import said

FEW = 60
SUGGESTED = 20
LONGEST = 100


class DayField(forms.DateField):
    """A day, chosen in a calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class SuggestedField(forms.CharField):
    """One row of a queryset, written as a line of text; few are chosen from a list, of many some are suggested.

    ``choose_from`` gives the rows and the page of suggestions; the value is the row itself or None.
    """

    hint = ""
    absent = ""
    list_id = ""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=400, **kwargs)
        self.rows: QuerySet[Any] | None = None

    def choose_from(self, rows: QuerySet[Any], list_url: Any) -> None:
        """Where to look, and the address of suggestions."""
        self.rows = rows
        few = list(rows[: FEW + 1])
        if len(few) <= FEW:
            empty = [] if self.required and len(few) == 1 else [("", "—")]
            self.widget = forms.Select(choices=[*empty, *((text, text) for text in map(self.text_of, few))])
        else:
            self.help_text = self.help_text or self.hint
            self.widget = forms.TextInput(
                attrs={
                    "list": self.list_id, "autocomplete": "off", "hx-get": str(list_url), "hx-swap": "outerHTML",
                    "hx-target": f"#{self.list_id}", "hx-trigger": "input changed delay:300ms",
                }
            )  # fmt: skip
        self.widget.is_required = self.required

    def clean(self, value: Any) -> Any:
        """The row."""
        text = str(super().clean(value)).strip()
        if not text or self.rows is None:
            return None
        found = list(self.rows.filter(self.named(text))[:2])
        if len(found) != 1:
            raise ValidationError(self.absent)
        return found[0]

    def prepare_value(self, value: Any) -> Any:
        """A row may be named in short, as an address does: «990001»."""
        if self.rows is None or not isinstance(value, str) or not value.strip():
            return value
        row = self.rows.filter(self.named(value.strip())).first()
        return self.text_of(row) if row is not None else value

    def text_of(self, row: Any) -> str:
        """The line that stands for a row."""
        raise NotImplementedError

    def named(self, text: str) -> Q:
        """The row of a line."""
        raise NotImplementedError


class PlaceField(SuggestedField):
    """A part of the territory: «990001 — Школа № 1»."""

    hint = "Начните писать название или код и выберите из списка."
    absent = "На вашей территории такого нет. Выберите строку из списка или впишите код."
    list_id = "places"

    def text_of(self, row: Any) -> str:
        """Code and title."""
        return place_text(row)

    def named(self, text: str) -> Q:
        """By the code at the beginning or by the whole title."""
        code = re.match(r"\d{1,6}\b", text)
        return Q(title=text) | (Q(code=code[0]) if code else Q(pk__in=()))


class PersonField(SuggestedField):
    """A person: «Иванова Анна Андреевна (ivanova.aa)»; the name comes first, narrow windows cut the end."""

    hint = "Начните писать фамилию или логин и выберите из списка."
    absent = "Среди людей вашей территории такого нет. Выберите строку из списка или впишите логин."
    list_id = "people"

    def text_of(self, row: Any) -> str:
        """Full name and login."""
        return person_text(row)

    def named(self, text: str) -> Q:
        """By the login in the parentheses at the end or written alone."""
        chosen = re.search(r"\((\S+)\)$", text)
        return Q(login=chosen[1] if chosen else text)


def place_text(unit: Any) -> str:
    """How a part of the territory is written in a field."""
    return f"{unit.code} — {unit.title}"


def person_text(user: User) -> str:
    """How a person is written in a field."""
    return f"{user.full_name} ({user.login})"


def asked_words(request: HttpRequest) -> str:
    """What is being written: a field of whatever name asks for suggestions with its text."""
    return request.GET.get(next(iter(request.GET), ""), "")[:LONGEST]


def suggested_places(units: QuerySet[Any], words: str) -> list[str]:
    """Lines for what is being written."""
    return [place_text(one) for one in units.filter(said(words, "title", "code"))[:SUGGESTED]]


def suggested_people(people: QuerySet[User], words: str) -> list[str]:
    """Lines for what is being written."""
    found = people.filter(said(words, "last_name", "first_name", "patronymic", "login"))
    return [person_text(one) for one in found[:SUGGESTED]]
