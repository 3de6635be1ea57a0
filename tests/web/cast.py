"""People every test of the office knows: each role once in «our» part of the territory, and some in the other."""

from __future__ import annotations

from dataclasses import dataclass, field

from objektiv.web.access.domain import add_user, assign
from objektiv.web.access.models import User
from objektiv.web.access.roles import MUNICIPALITY, REGION, ROLES, SCHOOL
from objektiv.web.territory.domain import add_unit
from objektiv.web.territory.models import Unit


@dataclass
class Cast:
    """``roles``: role code → the person who holds it in our school, municipality or region."""

    region: Unit
    municipality: Unit
    school: Unit
    neighbour: Unit  # another school of our municipality
    other_municipality: Unit
    other_school: Unit
    roles: dict[str, User] = field(default_factory=dict)
    stranger: User = None  # no role at all
    other_coordinator: User = None
    other_deputy: User = None

    @property
    def coordinator(self) -> User:
        return self.roles["municipal_coordinator"]

    @property
    def deputy(self) -> User:
        return self.roles["deputy_head"]

    @property
    def analyst(self) -> User:
        return self.roles["regional_analyst"]

    @property
    def region_coordinator(self) -> User:
        return self.roles["regional_coordinator"]


def make_cast() -> Cast:
    region = add_unit(level="region", code="97", title="Учебный регион", parent=None, by=None)
    ours = add_unit(level="municipality", code="970001", title="Северный район", parent=region, by=None)
    other = add_unit(level="municipality", code="970002", title="Южный район", parent=region, by=None)
    cast = Cast(
        region=region,
        municipality=ours,
        school=add_unit(level="school", code="990001", title="Школа № 1", parent=ours, by=None),
        neighbour=add_unit(level="school", code="990002", title="Школа № 2", parent=ours, by=None),
        other_municipality=other,
        other_school=add_unit(level="school", code="990003", title="Школа № 3", parent=other, by=None),
    )
    place = {REGION: region, MUNICIPALITY: ours, SCHOOL: cast.school}
    for code, role in ROLES.items():
        level = next(level for level in (SCHOOL, MUNICIPALITY, REGION) if level in role.levels)
        cast.roles[code] = person(code, role.title)
        assign(cast.roles[code], role=code, unit=place[level], by=None)
    cast.stranger = person("stranger", "Посторонний")
    cast.other_coordinator = person("other_coordinator", "Координатор")
    assign(cast.other_coordinator, role="municipal_coordinator", unit=other, by=None)
    cast.other_deputy = person("other_deputy", "Завуч")
    assign(cast.other_deputy, role="deputy_head", unit=cast.other_school, by=None)
    return cast


def person(login: str, last_name: str) -> User:
    return add_user(login=login, last_name=last_name[:80], first_name="Анна", patronymic="Петровна", by=None)
