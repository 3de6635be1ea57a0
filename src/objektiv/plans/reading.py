"""Reading a plan of measures out of a file of any usual kind."""

from __future__ import annotations

from pathlib import Path

from objektiv.plans.layout.assemble import lay_out
from objektiv.plans.model import Plan
from objektiv.plans.source import Source
from objektiv.plans.sources.recognise import open_source


def read_plan(path: Path) -> Plan:
    """The plan in a file, recognised by its content: docx, odt, pdf with text, xlsx, text, markdown, doc and rtf.

    Raises RefusedFileError with a Russian sentence and a remedy for what cannot or should not be read.
    """
    return lay_out(read_source(path))


def read_source(path: Path) -> Source:
    """The document as it lies on the page, to be shown beside the plan. Raises RefusedFileError like ``read_plan``."""
    return open_source(path)
