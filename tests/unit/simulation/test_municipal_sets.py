"""Small sets to try loading: the schools of one municipality, works of the next spring, one workbook broken off."""

from __future__ import annotations

import pytest
from python_calamine import CalamineWorkbook

from objektiv.model.errors import LakeError, RefusedFileError
from objektiv.simulation.municipal_sets import BROKEN_NAME, MUNICIPALITIES, write_municipal_sets
from objektiv.simulation.plan import TrainingYears
from objektiv.simulation.years import training_works, world_of_years
from objektiv.workbooks.book import open_book
from objektiv.workbooks.limits import Limits
from objektiv.workbooks.naming import assessment_from_path

WANTED = TrainingYears(seed=5, schools=12, municipalities=3, years=(2025, 2026))
TITLES = {1: "Северный район", 2: "Озёрный район", 3: "Заречный район"}


@pytest.fixture(scope="module")
def sets(tmp_path_factory):
    out = tmp_path_factory.mktemp("sets")
    write_municipal_sets(out, WANTED, TITLES)
    return out / MUNICIPALITIES


def logins(path) -> set[str]:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Протокол").to_python()
    return {row[0] for row in rows[1:]}


def test_each_set_holds_all_schools_of_its_municipality_and_no_other(sets):
    territory = world_of_years(WANTED).territory
    assert sorted(one.name for one in sets.iterdir()) == sorted(TITLES.values())
    for number, title in TITLES.items():
        codes = territory.codes[territory.municipalities == number].tolist()
        whole = [one for one in (sets / title).iterdir() if not one.name.startswith(BROKEN_NAME)]
        assert len(whole) == 2
        for path in whole:
            assert logins(path) == {f"edu{code:06d}" for code in codes}


def test_the_works_are_those_that_nobody_has_loaded(sets):
    loaded = set(training_works(WANTED.years))
    works = {
        assessment_from_path(one.name) for one in sets.rglob("*.xlsx") if not one.name.startswith(BROKEN_NAME)
    }
    assert {str(one) for one in works} == {"vpr-2027-ma5", "vpr-2027-ru5"}
    assert not works & loaded


def test_one_workbook_of_each_set_does_not_open(sets):
    broken = [one for one in sets.rglob("*.xlsx") if one.name.startswith(BROKEN_NAME)]
    assert len(broken) == len(TITLES)
    for path in broken:
        with pytest.raises(RefusedFileError):
            open_book(path, Limits())


def test_the_same_parameters_give_the_same_bytes(sets, tmp_path):
    write_municipal_sets(tmp_path, WANTED, TITLES)
    again = {one.relative_to(tmp_path / MUNICIPALITIES): one.read_bytes() for one in tmp_path.rglob("*.xlsx")}
    assert again == {one.relative_to(sets): one.read_bytes() for one in sets.rglob("*.xlsx")}


def test_a_disk_that_refuses_is_named(tmp_path):
    (tmp_path / MUNICIPALITIES).write_text("a file in the way")
    with pytest.raises(LakeError, match="не удалось записать учебные книги"):
        write_municipal_sets(tmp_path, WANTED, TITLES)
