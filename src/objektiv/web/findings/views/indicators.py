"""Passports of indicators: what each is, for people who must trust it."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from objektiv.analysis import catalogue
from objektiv.model.indicator import EXPLANATIONS, FAMILIES
from objektiv.reports.methods import OFFICIAL_CAUTION, OFFICIAL_SOURCE
from objektiv.reports.phrases import direction_title
from objektiv.web.access.pages import OfficeRequest, signed_in
from objektiv.web.findings.shown.official import INDEX_NOTE, SIGNS

CRUMB = "Показатели"


@signed_in("описание методик: данных о школах здесь нет")
def indicators(request: OfficeRequest) -> HttpResponse:
    """All indicators of the calibrated method; apart from them the signs of the official one."""
    passports = [one.passport for one in catalogue.indicators().values()]
    context = {
        "passports": [(one, FAMILIES[one.family]) for one in sorted(passports, key=lambda one: one.title)],
        "signs": SIGNS,
        "official_source": OFFICIAL_SOURCE,
        "official_caution": OFFICIAL_CAUTION,
        "index_note": INDEX_NOTE,
        "crumbs": [(CRUMB, "")],
    }
    return render(request, "findings/indicators.html", context)


@signed_in("описание методики: данных о школах здесь нет")
def indicator(request: OfficeRequest, code: str) -> HttpResponse:
    """The passport of one indicator."""
    known = catalogue.indicators().get(code)
    if known is None:
        raise Http404
    passport = known.passport
    context = {
        "passport": passport,
        "family": FAMILIES[passport.family],
        "directions": [
            (direction_title(code, one), one in passport.enters_zone and passport.family != "none")
            for one in passport.directions
        ],
        "reviewed_on": date.fromisoformat(passport.reviewed_on),
        "explanations": [EXPLANATIONS[one] for one in passport.innocent_explanations],
        "crumbs": [(CRUMB, reverse("indicators")), (passport.title, "")],
    }
    return render(request, "findings/indicator.html", context)
