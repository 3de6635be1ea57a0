"""Whom a row of a report speaks of, read out of its name: the country, a region, a municipality, a school."""

from __future__ import annotations

import re

from objektiv.model.organisation import parse_municipality, parse_school, region_of_school
from objektiv.workbooks.headers import plain
from objektiv.workbooks.report_cells import COUNTRY, MUNICIPALITY, REGION, SCHOOL, Group

_COUNTRY = frozenset({"рф", "россия", "российская федерация", "вся россия", "всего по рф"})
_REGION_LOGIN = re.compile(r"reg(\d{2})", re.IGNORECASE)
_MUNICIPAL_LOGIN = re.compile(r"_m0*\d", re.IGNORECASE)
_MUNICIPAL_WORD = re.compile(r"муниципал|район|городской округ|\b(?:го|мр|мо|г\.о\.|м\.о\.)(?:\s|$)")
_SCHOOL_WORD = re.compile(
    r"\b(?:[мгчо]?[бак]?оу|сош|оош|нош|школ[аы]|лице[йя]|(?:про)?гимнази[яи]|интернат|кадетск\w+|учрежден\w+)\b"
)
_CODE_TAIL = re.compile(r"\s*\(\s*(?:edu|sch|reg)[\w\s]*\)\s*$|^\s*(?:edu|sch|reg)\w+\s*\|\s*", re.IGNORECASE)


def read_group(text: object, *, has_region: bool) -> Group | None:
    """Group named in a cell; None when it is a school without a login, which cannot be told from others.

    ``has_region``: a region stood above, so that a name without any code is a municipality.
    """
    name = str(text).strip()
    words = plain(name)
    short = _CODE_TAIL.sub("", name).strip() or name
    if words.startswith("вся выборка") or words in _COUNTRY:
        return Group(COUNTRY, 0, name)
    region = _REGION_LOGIN.search(name)
    if region or _MUNICIPAL_LOGIN.search(name):
        return _coded_area(name, short, int(region[1]) if region else 0)
    school = parse_school(name)
    if school:
        return Group(SCHOOL, school, short, region_of_school(school))
    if _SCHOOL_WORD.search(words):
        return None
    if has_region or (_MUNICIPAL_WORD.search(words) and "автоном" not in words):
        return Group(MUNICIPALITY, parse_municipality(name) or 0, short)
    return Group(REGION, 0, short)


def _coded_area(name: str, short: str, region: int) -> Group:
    if _MUNICIPAL_LOGIN.search(name):
        return Group(MUNICIPALITY, parse_municipality(name) or 0, short, region)
    return Group(REGION, region, short, region)
