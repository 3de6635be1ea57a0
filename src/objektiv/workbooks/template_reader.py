"""How a template that people fill in becomes a reader: the form describes itself."""

from __future__ import annotations

from collections.abc import Callable

from objektiv.model.assessment import AssessmentId
from objektiv.model.reader import Book, Reader, Reading, Request
from objektiv.model.tables import Extra
from objektiv.workbooks.exam_results import exam_assessment, gia_table
from objektiv.workbooks.fill_in import FillIn


def template_reader(
    form: FillIn, title: str, source: str, read: Callable[[Book, Request], Reading]
) -> Reader:
    """The reader of a form."""
    return Reader(
        code=f"{form.code}_template",
        title=title,
        kind="template",
        recognises=form.recognises,
        read=read,
        source=source,
        template=form.template,
        examples=form.examples,
        choices=form.choices,
    )


def exam_reader(form: FillIn, title: str, source: str) -> Reader:
    """The reader of a form with results of the exam of its code, «oge» or «ege»."""

    def read(book: Book, request: Request) -> Reading:
        assessment = exam_assessment(book, request, form.code)
        filled = form.read(book)
        table = gia_table(filled, request.scale_of(assessment))
        return Reading(assessment, 0, extras=(Extra("gia", table),), problems=filled.remarks.problems)

    return template_reader(form, title, source, read)


def read_form(form: FillIn, book: Book, assessment: AssessmentId | None) -> Reading:
    """Rows of a form as the extra table of its code."""
    filled = form.read(book)
    return Reading(assessment, 0, extras=(filled.extra(form.code),), problems=filled.remarks.problems)
