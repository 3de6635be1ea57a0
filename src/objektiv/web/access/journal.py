"""The journal as people see it: whose records, narrowed by what. (The journal itself lies below, in ``audit``.)"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date

from objektiv.web.access.exporters import day, said_filters
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import is_region_wide, reachable, said
from objektiv.web.audit.guards import readable_by, withheld_from
from objektiv.web.audit.models import Record
from objektiv.web.audit.verbs import known_verbs, title_of

LONGEST = 100


def visible_records(user: Any) -> QuerySet[Record]:
    """Records about one's part of the territory that no guard withholds; those about none, for the whole region."""
    return readable_by(user, reached_records(user))


def notes_for(user: Any) -> list[str]:
    """What is said above the journal of the records that the person does not see there."""
    return withheld_from(user, reached_records(user))


def reached_records(user: Any) -> QuerySet[Record]:
    """All records about one's part of the territory; for pages take ``visible_records``."""
    mine = reachable(user, Permission.JOURNAL_VIEW, "unit_path")
    if is_region_wide(user, Permission.JOURNAL_VIEW):
        mine |= Q(unit_path="")
    return Record.objects.filter(mine)


def history_of(records: QuerySet[Record], obj: models.Model) -> QuerySet[Record]:
    """Records about one object."""
    return records.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk))


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """What was chosen above the journal. ``place``: a path of the territory."""

    who: str = ""
    what: str = ""
    about: str = ""
    place: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def read(cls, asked: Mapping[str, Any]) -> JournalFilter:
        """From the address; what is not offered is passed by."""
        texts = {
            name: str(asked.get(name, "")).strip()[:LONGEST] for name in ("who", "what", "about", "place")
        }
        texts["what"] = texts["what"] if texts["what"] in known_verbs() else ""
        return cls(**texts, since=_day(asked.get("since")), until=_day(asked.get("until")))

    @property
    def is_set(self) -> bool:
        """Something was chosen."""
        return self != JournalFilter()

    def narrow(self, records: QuerySet[Record]) -> QuerySet[Record]:
        """Those that fit, the latest first."""
        if self.who:
            records = records.filter(said(self.who, "actor_title"))
        if self.what:
            records = records.filter(verb=self.what)
        if self.about:
            records = records.filter(said(self.about, "object_title"))
        if self.place:
            records = records.filter(unit_path__startswith=self.place)
        if self.since:
            records = records.filter(at__gte=_midnight(self.since))
        if self.until:
            records = records.filter(at__lt=_midnight(self.until + timedelta(days=1)))
        return records.order_by("-number")

    def in_words(self) -> str:
        """For the export."""
        return said_filters(
            (
                ("кто", self.who), ("действие", title_of(self.what) if self.what else ""), ("объект", self.about),
                ("территория", self.place), ("с", day(self.since)), ("по", day(self.until)),
            )
        )  # fmt: skip


def _day(text: Any) -> date | None:
    try:
        found = parse_date(str(text or ""))
    except ValueError:
        return None
    return found if found and found.year < date.max.year else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
