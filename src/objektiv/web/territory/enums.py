"""Levels and kinds of the territory."""

from __future__ import annotations

from django.db.models import TextChoices


class Level(TextChoices):
    """Levels of the tree, from the root down."""

    REGION = "region", "регион"
    MUNICIPALITY = "municipality", "муниципалитет"
    SCHOOL = "school", "школа"


PARENT_LEVEL: dict[str, str | None] = {
    Level.REGION: None,
    Level.MUNICIPALITY: Level.REGION,
    Level.SCHOOL: Level.MUNICIPALITY,
}


class Change(TextChoices):
    """What happens to organisations."""

    RENAMED = "renamed", "переименована"
    MERGED = "merged", "присоединена к другой"
    CLOSED = "closed", "закрыта"
    MOVED = "moved", "передана другому муниципалитету"
    REOPENED = "reopened", "снова действует"
