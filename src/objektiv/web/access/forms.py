"""Forms of people, roles and duties. What they let through is what the verbs take, nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils import timezone

from objektiv.web.access.fields import DayField, PersonField, PlaceField
from objektiv.web.access.models import User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of
from objektiv.web.access.roles import MUNICIPALITY, REGION, ROLES, SCHOOL, Role
from objektiv.web.access.scopes import scope_choices

if TYPE_CHECKING:
    UserForm = forms.ModelForm[User]
else:
    UserForm = forms.ModelForm

LEVELS = {REGION: "Регион", MUNICIPALITY: "Муниципалитет", SCHOOL: "Школа"}
PERSON_FIELDS = ("last_name", "first_name", "patronymic", "email")


class RoleForm(forms.Form):
    """A role at a place, with dates; conflicts of interest are shown before it is given."""

    role = forms.ChoiceField(label="Роль")
    unit = PlaceField(label="Где")
    valid_from = DayField(label="С какого дня")
    valid_to = DayField(label="По какой день", required=False, help_text="Пусто — бессрочно.")
    ground = forms.CharField(
        label="Основание", required=False, max_length=300, help_text="Например, приказ от 01.09.2026 № 12."
    )
    is_agreed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: User, places: QuerySet[Any], **kwargs: Any) -> None:
        kwargs["initial"] = {"valid_from": timezone.localdate(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        choose_role(self, by, places)

    def known(self) -> dict[str, Any]:
        """What the verb takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "is_agreed"}


def choose_role(form: forms.BaseForm, by: User, places: QuerySet[Any]) -> None:
    """The roles that ``by`` may give, by level, and the places where."""
    units, role = form.fields["unit"], form.fields["role"]
    assert isinstance(units, PlaceField)
    assert isinstance(role, forms.ChoiceField)
    units.choose_from(places.order_by("path"), reverse_lazy("people_places"))
    levels = set(places.order_by().values_list("level", flat=True).distinct())
    role.choices = [("", "—"), *role_groups(levels, permissions_of(by))]
    role.help_text = "Что каждая роль может, сказано в конце страницы."


def role_groups(levels: set[str], held: frozenset[Permission]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Roles under the highest of the levels at which they are given."""
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    for level, title in LEVELS.items():
        fitting = [one for one in givable(levels, held) if _first_level(one, levels) == level]
        if fitting:
            groups.append((title, [(one.code, one.title) for one in fitting]))
    return groups


def givable(levels: set[str], held: frozenset[Permission]) -> list[type[Role]]:
    """Roles that exist at these levels; the administrator's only for an administrator."""
    has_system = Permission.SYSTEM in held
    return [
        one for one in ROLES.values()
        if one.levels & levels and (has_system or Permission.SYSTEM not in one.permissions)
    ]  # fmt: skip


def _first_level(role: type[Role], levels: set[str]) -> str:
    return next(level for level in LEVELS if level in role.levels & levels)


class PersonForm(UserForm):
    """What is known of a person; ``version`` is the one the editor saw."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = User
        fields = PERSON_FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.version

    def known(self) -> dict[str, Any]:
        """What the verb takes."""
        return {name: self.cleaned_data[name] for name in PERSON_FIELDS}


class NewPersonForm(UserForm):
    """A new person with a first role."""

    role = forms.ChoiceField(label="Первая роль")
    unit = PlaceField(label="Где")
    valid_to = DayField(label="По какой день", required=False, help_text="Пусто — бессрочно.")

    class Meta:
        model = User
        fields = ("last_name", "first_name", "patronymic", "login", "email")
        help_texts = {
            "login": "Буквы, цифры и знаки . @ + - _ без пробелов, например ivanova.aa. Потом не меняется.",
            "email": "На неё приходят напоминания о сроках, если кабинет шлёт письма. Ссылку для входа передаёте вы.",
        }

    def __init__(self, *args: Any, by: User, places: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_role(self, by, places)

    def person(self) -> dict[str, str]:
        """What is known of the person."""
        return {name: self.cleaned_data[name] for name in ("login", *PERSON_FIELDS)}


class EndForm(forms.Form):
    """The last day of a role."""

    on = DayField(label="Последний день", help_text="Вчерашний день — роль перестаёт действовать сразу.")
    reason = forms.CharField(label="Причина", required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": timezone.localdate() - timedelta(days=1), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class OtherPersonForm(forms.Form):
    """Another person of one's territory, for замещение and hand-over."""

    other = PersonField(label="Кому")
    since = DayField(label="С какого дня")
    ground = forms.CharField(label="Основание", required=False, max_length=300)
    is_agreed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        kwargs["initial"] = {"since": timezone.localdate(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        field = self.fields["other"]
        assert isinstance(field, PersonField)
        field.choose_from(people, reverse_lazy("people_names"))


class HandOverForm(OtherPersonForm):
    """Who takes a person's roles over, and from when."""


class StandInForm(OtherPersonForm):
    """Who stands in for a person, and when."""

    until = DayField(label="По какой день")
    field_order = ("other", "since", "until", "ground")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].label = "Кто замещает"


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label="Причина", max_length=300)


class TokenForm(forms.Form):
    """An access token of a program."""

    title = forms.CharField(
        label="Название",
        max_length=80,
        help_text="Какая программа им пользуется: «сводка РЦОКО», «АИС школы».",
    )
    scopes = forms.MultipleChoiceField(
        label="Что ключу можно", choices=scope_choices, widget=forms.CheckboxSelectMultiple,
        help_text="Отметьте только нужное. Больше, чем можно вам самим, ключ не даст.",
    )  # fmt: skip
    expires_on = DayField(
        label="Действует по", required=False, help_text="Последний день. Пусто — пока не отзовёте."
    )
