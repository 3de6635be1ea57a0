"""The people of the training district: every role once, and the deputy heads of schools whose cases are shown."""

from __future__ import annotations

from collections.abc import Iterator

from objektiv.web.access.domain import add_user, assign
from objektiv.web.access.models import User
from objektiv.web.access.roles import MUNICIPALITY, REGION, ROLES, SCHOOL
from objektiv.web.territory.models import Unit

# Invented: (last name, first name, patronymic), one a role.
NAMES = (
    ("Ветрова", "Анна", "Сергеевна"), ("Лугов", "Пётр", "Ильич"), ("Озерова", "Мария", "Павловна"),
    ("Камнева", "Ольга", "Игоревна"), ("Полева", "Инна", "Олеговна"), ("Рощин", "Глеб", "Андреевич"),
    ("Дубова", "Вера", "Николаевна"), ("Снегирёва", "Елена", "Юрьевна"), ("Берёзов", "Иван", "Денисович"),
    ("Ручьёва", "Нина", "Львовна"), ("Клёнов", "Олег", "Семёнович"), ("Зорина", "Дарья", "Романовна"),
    ("Липова", "Юлия", "Марковна"), ("Северина", "Алла", "Борисовна"), ("Травина", "Зоя", "Егоровна"),
    ("Морозов", "Антон", "Кириллович"), ("Садовая", "Раиса", "Фёдоровна"), ("Сотников", "Илья", "Максимович"),
    ("Ясенева", "Тамара", "Викторовна"),
)  # fmt: skip


def add_people(region: Unit, municipality: Unit, school: Unit) -> dict[str, User]:
    """Every role once: role code → the person."""
    place = {REGION: region, MUNICIPALITY: municipality, SCHOOL: school}
    people = {}
    for (code, role), name in zip(ROLES.items(), _names(), strict=False):
        level = next(level for level in (SCHOOL, MUNICIPALITY, REGION) if level in role.levels)
        people[code] = _person(code, name)
        assign(people[code], role=code, unit=place[level], by=None)
    return people


def add_deputy(school: Unit, number: int) -> User:
    """The deputy head of one more school."""
    names = list(_names())
    deputy = _person(f"deputy_{school.code}", names[-1 - number % len(names)])
    assign(deputy, role="deputy_head", unit=school, by=None)
    return deputy


def _names() -> Iterator[tuple[str, str, str]]:
    yield from NAMES


def _person(login: str, name: tuple[str, str, str]) -> User:
    last_name, first_name, patronymic = name
    return add_user(login=login, last_name=last_name, first_name=first_name, patronymic=patronymic, by=None)
