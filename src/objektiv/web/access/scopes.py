"""What an access token may be used for: a noun and whether it only reads. Never more than the person may."""

from __future__ import annotations

from collections.abc import Iterable

from objektiv.web.access.worded import Worded


class Scope(Worded):
    """One use; the value is stable, ``words`` are what the owner of a token chooses from."""

    TERRITORY_READ = "territory:read", "читать территорию: муниципалитеты, школы, классы"
    PROCEDURES_READ = "procedures:read", "читать календарь процедур"
    IMPORTS_READ = "imports:read", "читать загрузки и «кто не сдал»"
    IMPORTS_WRITE = "imports:write", "загружать результаты и отменять загрузку"
    RUNS_READ = "runs:read", "читать расчёты"
    RUNS_WRITE = "runs:write", "запускать расчёт"
    FINDINGS_READ = "findings:read", "читать признаки и паспорта показателей"
    CASES_READ = "cases:read", "читать карточки анализа признаков"
    CASES_WRITE = "cases:write", "отвечать, запрашивать пояснения и решать по карточкам"
    JOURNAL_READ = "journal:read", "читать журнал действий"


def scope_choices() -> list[tuple[str, str]]:
    """For forms."""
    return [(one.value, one.words) for one in Scope]


def scopes_in_words(codes: Iterable[str]) -> list[str]:
    """The words of known codes, in the order of the form."""
    chosen = set(codes)
    return [one.words for one in Scope if one.value in chosen]
