"""Taking the results of a run into the database, once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction

from objektiv.web.assessments.models import Run
from objektiv.web.audit.domain import record
from objektiv.web.findings.domain.contents import INDICATOR_FIELDS, Contents, Keys
from objektiv.web.findings.models import (
    CheckedExplanation,
    ComparedAssessment,
    IndicatorResult,
    OfficialSign,
    ResultSet,
    SchoolResult,
)
from objektiv.web.territory.models import Unit
from objektiv.web.territory.queries import schools, within

BATCH = 5000


def take_in_activated(*, run: Run, by: Any = None, **_: Any) -> None:
    """A run was made the acting one: its results are taken in within the same transaction."""
    take_in(run, by=by)


@transaction.atomic
def take_in(run: Run, *, by: Any) -> ResultSet:
    """Take in the results of a run; a second time it changes nothing. LakeError when its files cannot be read.

    Schools outside the territory of the run stay out; those that no territory knows are named in the set.
    """
    known = ResultSet.objects.select_related("run").filter(run=run).first()
    if known:
        return known
    contents = Contents.read(run)
    known_schools = schools(Unit.objects.all())
    ours = dict(within(known_schools, run.unit).values_list("code", "pk"))
    everywhere = set(known_schools.values_list("code", flat=True))
    taken = ResultSet.objects.create(run=run, **contents.set_fields(ours, everywhere))
    keys = _write_schools(taken, contents, ours)
    _write_indicators(keys.indicators(contents.stored.estimates))
    _write(OfficialSign, keys.signs(contents.stored.official))
    _write(CheckedExplanation, keys.explanations(contents.year.get("explanations", [])))
    new = {"run": run.pk, "schools": len(keys.results), "unknown_schools": len(taken.unknown_schools)}
    record("results.taken_in", by=by, obj=taken, unit_path=run.unit.path, new=new)
    return taken


def _write_schools(taken: ResultSet, contents: Contents, ours: dict[str, int]) -> Keys:
    _write(ComparedAssessment, contents.assessments(taken))
    _write(SchoolResult, contents.schools(taken, ours))
    return Keys(
        results=dict(taken.schools.values_list("school__code", "pk")),
        assessments=dict(taken.assessments.values_list("code", "pk")),
    )


def _write_indicators(rows: Iterable[tuple[Any, ...]]) -> None:
    """A quarter of a million rows for a region: past the ORM, which would take five times as long."""
    options = IndicatorResult._meta
    fields = [options.get_field(name) for name in INDICATOR_FIELDS]
    columns = ", ".join(connection.ops.quote_name(str(getattr(field, "column"))) for field in fields)  # noqa: B009  # the stubs know no such field
    places = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(options.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", list(rows))


def _write(model: Any, rows: Iterable[Any]) -> None:
    model.objects.bulk_create(rows, batch_size=BATCH)
