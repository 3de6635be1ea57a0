"""What a school does with the codes of its pupils."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from objektiv.web.audit.domain import one_writer, record
from objektiv.web.pupils.code_lists import Line, check_clashes
from objektiv.web.pupils.models import CodeBook, PupilCode
from objektiv.web.pupils.rows import by_key, open_lake, rows_of
from objektiv.web.pupils.rules import may_keep_codes
from objektiv.web.territory.models import Unit


@transaction.atomic
def load_codes(*, school: Unit, school_year: str, lines: Sequence[Line], by: Any) -> CodeBook:
    """Keep a new version of the school's list of a year; the earlier ones stay. ValidationError for a clash."""
    if not may_keep_codes(by, school):
        raise PermissionDenied
    check_clashes(lines, by_key(rows_of(open_lake(), school, [school_year])))
    one_writer()
    earlier = CodeBook.objects.filter(school=school, school_year=school_year)
    number = (earlier.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    earlier.update(is_current=False)
    book = CodeBook(school=school, school_year=school_year, number=number, by=by)
    book.full_clean()
    book.save()
    PupilCode.objects.bulk_create(
        PupilCode(book=book, grade=one.grade, code=one.code, permanent=one.permanent) for one in lines
    )
    new = {"school_year": school_year, "code_version": number, "linked": len(lines)}
    record("pupils.codes_loaded", by=by, obj=book, unit_path=school.path, new=new)
    return book
