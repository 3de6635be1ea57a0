"""``objektiv simulate``: a training district with known truth."""

from __future__ import annotations

import json as json_text
from pathlib import Path
from typing import Annotated, Any

import typer

from objektiv.cli.progress import bar
from objektiv.cli.years import read_years
from objektiv.model.errors import UsageError
from objektiv.model.organisation import format_school
from objektiv.simulation.plan import TrainingYears
from objektiv.simulation.simulate import TRUTH, WORKBOOKS, simulate_district
from objektiv.simulation.truth import MECHANISM_TITLES, Truth
from objektiv.simulation.years import simulate_years, world_of_years

MUNICIPALITIES = 3


def simulate(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[ПАПКА]", help="Куда записать учебный район.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="ПАПКА", help="То же, что ПАПКА.", show_default=False)
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", metavar="ЧИСЛО", min=0, help="Зерно: то же зерно, те же книги.")
    ] = 1,
    schools: Annotated[
        int, typer.Option("--schools", metavar="ЧИСЛО", min=1, max=5000, help="Сколько школ в районе.")
    ] = 40,
    municipalities: Annotated[
        int | None,
        typer.Option(
            "--municipalities",
            metavar="ЧИСЛО",
            min=1,
            max=50,
            show_default=False,
            help="На сколько муниципалитетов поделены школы; обычно по десять школ в каждом.",
        ),
    ] = None,
    years: Annotated[
        str,
        typer.Option(
            "--years",
            metavar="ГОДЫ",
            show_default=False,
            help="Вёсны через запятую, например 2024,2025,2026: все ВПР 4–8 классов за эти годы.",
        ),
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="Ответ для программ: один объект JSON.")] = False,
) -> None:
    """Сделать книги учебного района с известной правдой.

    Вымышленный район пишет ВПР по математике и русскому языку (4 и 5 классы, весна 2021 и осень 2020). В
    нескольких школах результаты изменены; в каких и как, сказано в truth.csv. Этот файл лежит вне папки с
    книгами и не загружается. С --years школы остаются теми же из года в год, а правда сказана по годам.

    Примеры:

      objektiv simulate УЧЕБНЫЙ_РАЙОН --seed 7

      objektiv simulate УЧЕБНЫЙ_РАЙОН --schools 60 --municipalities 3 --years 2024,2025,2026
    """
    target = folder or out
    if target is None:
        raise UsageError(
            "не сказано, куда записать район.", "Пример: objektiv simulate УЧЕБНЫЙ_РАЙОН --seed 7."
        )
    if folder and out and folder != out:
        raise UsageError(f"папка названа дважды: {folder} и {out}.", "Оставьте одну.")
    with bar("Учебный район") as advance:
        if years:
            wanted = TrainingYears(seed, schools, municipalities or MUNICIPALITIES, read_years(years))
            truth = simulate_years(target, world_of_years(wanted), progress=advance)
        else:
            truth = simulate_district(target, seed, schools, progress=advance, municipalities=municipalities)
    if json:
        typer.echo(json_text.dumps(describe(target, seed, truth), ensure_ascii=False))
        return
    works = sum(int(counts.sum()) for counts in truth.works.values())
    treated = int((truth.mechanism != "none").sum())
    typer.echo(
        f"Учебный район: школ {len(truth.schools)}, работ {works}, школ с изменёнными результатами {treated}."
    )
    typer.echo(f"Книги: {target / WORKBOOKS}. Правда: {target / TRUTH}.")
    typer.echo(f"Дальше: objektiv load {target / WORKBOOKS} --lake ДАННЫЕ")


def describe(out: Path, seed: int, truth: Truth) -> dict[str, Any]:
    """The JSON object for scripts: where things lie, who was treated, how many works each assessment has."""
    treated = [
        {
            "school": format_school(int(school)),
            "mechanism": str(mechanism),
            "dose": str(dose),
            "title": MECHANISM_TITLES[str(mechanism)],
        }
        for school, mechanism, dose in zip(truth.schools, truth.mechanism, truth.dose, strict=True)
        if mechanism != "none"
    ]
    return {
        "workbooks": str(out / WORKBOOKS),
        "truth": str(out / TRUTH),
        "seed": seed,
        "schools": len(truth.schools),
        "works": {str(assessment): int(counts.sum()) for assessment, counts in truth.works.items()},
        "treated": treated,
    }
