"""Fills the office of OBJEKTIV_HOME with people, a loaded import, a run, a file of a reply."""

from __future__ import annotations

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1] / "cli")]
os.environ["DJANGO_SETTINGS_MODULE"] = "objektiv.web.settings"


def main() -> None:
    import django

    Path(os.environ["OBJEKTIV_HOME"]).mkdir(parents=True, exist_ok=True)
    django.setup()
    from cast import make_cast

    from objektiv.web.shell.management.commands.serve import prepare

    prepare()
    fill(make_cast())


def fill(cast) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from result_books import book
    from signing_in import add_codes, set_password

    from objektiv.web.assessments.domain import imports, loading, reading, runs
    from objektiv.web.cases.files import keep
    from objektiv.web.shell.models import Job

    set_password(cast.coordinator)
    set_password(add_codes(cast.roles["administrator"]))
    home = Path(os.environ["OBJEKTIV_HOME"])
    for number in (1, 2):
        path = book(
            home.parent / f"in-{home.name}-{number}" / "Математика, 4 класс. ВПР 2021.xlsx",
            (990000 + number, "А", range(1, 9)), municipality=970001,
        )  # fmt: skip
        incoming = imports.Incoming(path.name, [path.read_bytes()])
        load = imports.receive(unit=cast.municipality, files=[incoming], by=None)
        reading.recognise(load, quiet)
        load.refresh_from_db()
        loading.load_confirmed(imports.confirm(load, by=None), quiet)
    run = runs.start_run(unit=cast.region, school_year="2020/21", kind="final", by=None)
    runs.compute(run, quiet)
    runs.activate(runs.Run.objects.get(pk=run.pk), by=None)
    keep(SimpleUploadedFile("ответ.pdf", b"%PDF-1.7 " + bytes(range(256)) * 40))
    Job.objects.create(
        kind="none", title="Прежняя работа", owner=cast.coordinator, state="done", done=1, total=1
    )


def quiet(*_: object) -> None:
    """Progress is not told."""


if __name__ == "__main__":
    main()
