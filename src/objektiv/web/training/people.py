"""The people of the training district: every role once, and the deputy heads of schools whose cases are shown."""

from __future__ import annotations

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
WOMEN = tuple(one for one in NAMES if one[2].endswith("на"))


def add_people(region: Unit, municipality: Unit, school: Unit) -> dict[str, User]:
    """Every role once: role code → the person."""
    place = {REGION: region, MUNICIPALITY: municipality, SCHOOL: school}
    people = {}
    for code, role in ROLES.items():
        level = next(level for level in (SCHOOL, MUNICIPALITY, REGION) if level in role.levels)
        people[code] = _person(code)
        assign(people[code], role=code, unit=place[level], by=None)
    return people


def add_coordinator(municipality: Unit, number: int) -> User:
    """The coordinator of one more municipality."""
    coordinator = _person(f"municipal_coordinator_{number}")
    assign(coordinator, role="municipal_coordinator", unit=municipality, by=None)
    return coordinator


def deputy_of(school: Unit) -> User:
    """Who answers for the school; added when there is nobody yet."""
    return _holder(school, "deputy_head", "deputy")


def head_of(school: Unit) -> User:
    """Who approves for the school; added when there is nobody yet."""
    return _holder(school, "school_head", "head")


def _holder(school: Unit, role: str, login: str) -> User:
    known = User.objects.filter(assignments__role=role, assignments__unit=school).first()
    if known is not None:
        return known
    person = _person(f"{login}_{school.code}")
    assign(person, role=role, unit=school, by=None)
    return person


def _person(login: str) -> User:
    last_name, first_name, patronymic = name_of(User.objects.count())
    return add_user(login=login, last_name=last_name, first_name=first_name, patronymic=patronymic, by=None)


def name_of(number: int) -> tuple[str, str, str]:
    """The name of the person that comes after so many others; all of a district (up to 2,000) are different."""
    if number < len(NAMES):
        return NAMES[number]
    count = len(WOMEN)
    turn, place = divmod(number - len(NAMES) + count, count)  # the first turn would be NAMES again
    return (
        WOMEN[place][0],
        WOMEN[(place + turn) % count][1],
        WOMEN[(place + turn + turn // count) % count][2],
    )
