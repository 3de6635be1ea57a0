"""The reproducible bundle of a case: what was counted, from what, by which version; enough to count it again."""

from __future__ import annotations

import csv
import io
import json
from hashlib import sha256
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings

from objektiv.reports.phrases import STRIPE
from objektiv.web.cases.models import Case

HOW = """Как получить те же числа.

1. Нужны та же версия программы и те же исходные книги: они названы с их SHA-256 в run.json.
2. objektiv load КНИГИ --lake ДАННЫЕ
3. objektiv analyse --lake ДАННЫЕ --out ОТЧЁТ --school-year {year}
4. Строки школы {code} в ОТЧЁТ/estimates.csv и ОТЧЁТ/official.csv совпадут с estimates.csv и official.csv отсюда.

Признак необъективности не является доказательством нарушения.
"""
MADE = (1980, 1, 1, 0, 0, 0)  # the same case gives the same bytes


def make_bundle(case: Case) -> bytes:
    """A zip of the school's rows, the description of the run, the explanations, and SHA-256 of each file."""
    folder = case.result.result_set.folder
    code = case.school.code
    files = {
        "estimates.csv": rows_of_school((folder / "estimates.csv").read_text(encoding="utf-8-sig"), code),
        "official.csv": rows_of_school((folder / "official.csv").read_text(encoding="utf-8-sig"), code),
        "schools.csv": rows_of_school((folder / "schools.csv").read_text(encoding="utf-8-sig"), code),
        "run.json": (folder / "run.json").read_text(encoding="utf-8"),
        "explanations.json": json.dumps(_explanations(case), ensure_ascii=False, indent=1),
        "КАК-ПОВТОРИТЬ.txt": HOW.format(year=case.school_year, code=code),
    }
    if settings.IS_DEMO:  # the tables stay those of the command line, so the archive says it beside them
        files["УЧЕБНЫЕ-ДАННЫЕ.txt"] = f"{STRIPE}: школы и ученики выдуманы.\n"
    sums = "".join(f"{sha256(text.encode()).hexdigest()}  {name}\n" for name, text in files.items())
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, text in {**files, "SHA256.txt": sums}.items():
            archive.writestr(ZipInfo(name, MADE), text, ZIP_DEFLATED)
    return packed.getvalue()


def rows_of_school(table: str, code: str) -> str:
    """The header and the rows whose column «school» (or «id» of a school) is the code; others stay out."""
    reader = csv.DictReader(io.StringIO(table))
    written = io.StringIO()
    writer = csv.DictWriter(written, fieldnames=reader.fieldnames or [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for row in reader if row.get("school") == code)
    return written.getvalue()


def _explanations(case: Case) -> list[dict[str, Any]]:
    fields = ("assessment", "code", "title", "status", "sentence", "answer")
    return [{name: getattr(one, name) for name in fields} for one in case.explanations.all()]
