"""Fills the office of the journeys; run as a program with its settings. Schools are those of the training district."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "objektiv.web.settings")
django.setup()

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from office import PASSWORD

from objektiv.simulation.simulate import training_world
from objektiv.web.access.domain import add_user, assign
from objektiv.web.territory.domain import add_unit

SECRET = "JBSWY3DPEHPK3PXP"
SEED = 3
HASH = make_password(PASSWORD)


def main() -> None:
    region = add_unit(level="region", code="99", title="Учебный регион", parent=None, by=None)
    ours = add_unit(level="municipality", code="1", title="Северный район", parent=region, by=None)
    other = add_unit(level="municipality", code="2", title="Южный район", parent=region, by=None)
    schools = [
        add_unit(level="school", code=f"{code:06d}", title=f"Школа {code}", parent=ours, by=None)
        for code in training_world(SEED, municipalities=1).territory.codes.tolist()
    ]
    stranger = add_unit(level="school", code="111111", title="Чужая школа", parent=other, by=None)
    person("coordinator", "Ветрова", "municipal_coordinator", ours)
    person("stranger", "Посторонний", "deputy_head", stranger)
    person("neighbour", "Лугова", "municipal_coordinator", other)
    planners(region)
    analyst = person("analyst", "Озерова", "regional_analyst", region)
    Authenticator.objects.create(user=analyst, type=Authenticator.Type.TOTP, data={"secret": SECRET})
    for school in schools:
        person(f"deputy-{school.code}", "Дубова", "deputy_head", school)


def planners(region):
    """A municipality with three schools, which carries out a plan."""
    east = add_unit(level="municipality", code="3", title="Восточный район", parent=region, by=None)
    person("planner", "Рощина", "municipal_coordinator", east)
    person("planner-head", "Полянская", "municipal_head", east)
    for number, code in enumerate(("300001", "300002", "300003"), 1):
        school = add_unit(
            level="school", code=code, title=f"Восточная школа № {number}", parent=east, by=None
        )
        person(f"deputy-{code}", "Берёзова", "deputy_head", school)


def person(login, last_name, role, unit):
    user = add_user(login=login, last_name=last_name, first_name="Анна", patronymic="Петровна", by=None)
    assign(user, role=role, unit=unit, by=None)
    user.password = HASH
    user.save()
    return user


if __name__ == "__main__":
    main()
