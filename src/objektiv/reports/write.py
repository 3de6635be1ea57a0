"""The three reports of an analysis: report.html, report.xlsx, report.docx."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from objektiv.analysis.result import AnalysisResult
from objektiv.documents.docx import write_docx
from objektiv.documents.html import render_page
from objektiv.documents.xlsx import write_workbook
from objektiv.reports.note import build_note
from objektiv.reports.page import build_page
from objektiv.reports.saving import save_pieces, save_whole
from objektiv.reports.workbook import build_sheets, stripe

Progress = Callable[[str, float], None]


def write_reports(result: AnalysisResult, out: Path, progress: Progress | None = None) -> tuple[Path, ...]:
    """Write the reports into ``out``; ``progress`` hears the stage and the share done (0–1)."""
    say = progress or (lambda _stage, _share: None)
    out.mkdir(parents=True, exist_ok=True)
    page, book, note = out / "report.html", out / "report.xlsx", out / "report.docx"
    say("report.html", 0.0)
    save_pieces(page, render_page(build_page(result), lambda share: say("report.html", 0.5 * share)))
    say("report.xlsx", 0.5)
    sheets = build_sheets(result)
    save_whole(book, lambda path: write_workbook(path, sheets, title=result.title, stripe=stripe(result)))
    say("report.docx", 0.65)
    document = build_note(result)
    save_whole(
        note, lambda path: write_docx(document, path, lambda share: say("report.docx", 0.65 + 0.35 * share))
    )
    say("report.docx", 1.0)
    return page, book, note
