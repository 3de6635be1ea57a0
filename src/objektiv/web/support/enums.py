"""States of an entry of the risk zone and the ways between them; a command draws them."""

from __future__ import annotations

from django.db.models import TextChoices


class RiskState(TextChoices):
    """Where an entry stands."""

    PROPOSED = "proposed", "предложено"
    IN_ZONE = "in_zone", "в зоне риска"
    LEAVING = "leaving", "на выходе"
    LEFT = "left", "выведена"
    REJECTED = "rejected", "отклонено"


START = RiskState.PROPOSED
OVER = (RiskState.LEFT, RiskState.REJECTED)

# Who comes back later gets a new entry: what was decided once stays as it was.
TRANSITIONS: dict[str, frozenset[str]] = {
    RiskState.PROPOSED: frozenset({RiskState.IN_ZONE, RiskState.REJECTED}),
    RiskState.IN_ZONE: frozenset({RiskState.LEAVING}),
    RiskState.LEAVING: frozenset({RiskState.LEFT, RiskState.IN_ZONE}),
    RiskState.LEFT: frozenset(),
    RiskState.REJECTED: frozenset(),
}


class SupportLevel(TextChoices):
    """Who helps the school. It says nothing of how the school is."""

    SCHOOL = "school", "школа сама, куратор на связи"
    MUNICIPALITY = "municipality", "муниципалитет"
    REGION = "region", "регион"


class Basis(TextChoices):
    """What an entry stands on."""

    CASE = "case", "решение по карточке"
    FINDING = "finding", "признаки после пояснений школы"
    FACT = "fact", "другой факт"
