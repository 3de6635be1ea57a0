"""What the office takes from a run besides its tables: written, and read back as it was."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from objektiv.documents.drawing import fill_spec, render_svg
from objektiv.model.errors import LakeError
from objektiv.reports.boundaries import boundary_table
from objektiv.reports.figures import school_figures
from objektiv.reports.lookup import views
from objektiv.reports.office_pack import PICTURES_FILE, WORDS_FILE, write_office_pack
from objektiv.reports.office_reading import read_card, read_words

SIGN_SCHOOL = 990001


@pytest.fixture
def written(draw_result, tmp_path: Path):
    result = draw_result(years=("2019/20", "2020/21"))
    write_office_pack(result, tmp_path)
    return result, tmp_path


def test_words_come_back(written):
    result, folder = written
    words = read_words(folder)
    assert words["passports"] == dict(result.passports)
    assert list(words["years"]) == [year.school_year for year in result.years]
    for year in result.years:
        told = words["years"][year.school_year]
        said = [
            (f"{one.school:06d}", one.assessment, one.code, one.status, one.sentence)
            for one in year.explanations
        ]
        names = ("school", "assessment", "code", "status", "sentence")
        assert sorted(tuple(one[name] for name in names) for one in told["explanations"]) == sorted(said)
        assert [one["assessment"] for one in told["assessments"]] == [
            str(one.cells.assessment) for one in year.assessments
        ]
        assert told["assessments"][0]["reference"]["title"] == year.assessments[0].reference.title


def test_pictures_and_tables_come_back(written):
    result, folder = written
    for view in views(result):
        for school in view.schools:
            card = read_card(folder, view.year.school_year, school)
            assert [one.assessment for one in card.places] == [place.id for place in view.places(school)]
            for stored, place in zip(card.places, view.places(school), strict=True):
                drawn = school_figures(place)
                assert set(stored.figures) == set(drawn)
                for family, figure in drawn.items():
                    read = stored.figures[family]
                    assert (read.caption, read.alt, read.note) == (figure.caption, figure.alt, figure.note)
                    assert fill_spec(read) == json.loads(json.dumps(fill_spec(figure), default=float))
                table = boundary_table(place)
                assert (stored.boundaries is None) == (table is None)
                if table:
                    assert stored.boundaries.columns == table.columns
                    assert [row[:3] for row in stored.boundaries.rows] == [row[:3] for row in table.rows]


def test_a_stored_picture_can_be_drawn(written):
    _, folder = written
    place = read_card(folder, "2020/21", SIGN_SCHOOL).places[0]
    assert render_svg(place.figures["level"]).startswith("<svg")


def test_the_same_result_gives_the_same_bytes(draw_result, tmp_path: Path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_office_pack(draw_result(), tmp_path / name)
    for file in (WORDS_FILE, PICTURES_FILE):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_what_schools_share_is_stored_once(written):
    result, folder = written
    works = sum(len(year.assessments) for year in result.years)
    schools = sum(len(year.schools) for year in result.years)
    with ZipFile(folder / PICTURES_FILE) as archive:
        shared = [name for name in archive.namelist() if "/shared/" in name]
        assert (len(shared), len(archive.namelist())) == (works, works + schools)


def test_what_is_not_there_is_none(written, tmp_path: Path):
    _, folder = written
    assert read_card(folder, "2020/21", 999999) is None
    assert read_card(folder, "2001/02", SIGN_SCHOOL) is None
    assert read_card(tmp_path / "nowhere", "2020/21", SIGN_SCHOOL) is None
    assert read_words(tmp_path / "nowhere") is None


def test_damaged_files_are_told_in_words(written):
    _, folder = written
    (folder / PICTURES_FILE).write_bytes(b"PK broken")
    (folder / WORDS_FILE).write_text("{")
    with pytest.raises(LakeError, match="повреждены"):
        read_card(folder, "2020/21", SIGN_SCHOOL)
    with pytest.raises(LakeError, match="повреждены"):
        read_words(folder)
