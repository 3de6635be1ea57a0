from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import LakeError, ScaleError
from objektiv.model.scale import MarkCondition, Part, Scale
from objektiv.scales.scale_file import format_scale, read_user_file, remove_user_scale, write_user_scale

MA6 = AssessmentId.parse("dkr-2024-ma6")
RU6 = AssessmentId.parse("dkr-2024-ru6")


def scale_of(
    assessment: AssessmentId = MA6, boundaries: tuple[int, int, int] = (2, 3, 5), form: str = ""
) -> Scale:
    parts = (Part("1К1", 1), Part("2", 2, "Б"), Part("3.1", 3, "П"))
    return Scale(assessment, parts, 6, boundaries, form, source="Приказ «№ 1»", trust="user")


def test_written_scale_reads_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "scales.toml"
    scale = Scale(
        MA6,
        (Part("1К1", 1), Part("2", 2, "Б"), Part("3.1", 3, "П")),
        6,
        (2, 3, 5),
        "7",
        (MarkCondition(4, 2, ("2", "3.1"), 3, "геометрия"),),
        'Кавычки " и \\ и\nстрока',
        "user",
        45,
        True,
        ("первая", "вторая"),
    )
    write_user_scale(path, scale)
    assert read_user_file(path).scales == {(MA6, "7"): scale}


def test_other_entries_and_comments_stay(tmp_path: Path) -> None:
    path = tmp_path / "scales.toml"
    path.write_text("# моя заметка\n\n" + format_scale(scale_of(RU6)) + "# о русском\n", encoding="utf-8")
    write_user_scale(path, scale_of(MA6))
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# моя заметка\n")
    assert "# о русском\n" in text
    assert set(read_user_file(path).scales) == {(MA6, ""), (RU6, "")}


def test_same_work_and_form_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "scales.toml"
    for scale in (scale_of(), scale_of(form="2"), scale_of(RU6), scale_of(boundaries=(1, 2, 3))):
        write_user_scale(path, scale)
    found = read_user_file(path)
    assert found.refused == ()
    assert {key: scale.boundaries for key, scale in found.scales.items()} == {
        (MA6, "2"): (2, 3, 5),
        (RU6, ""): (2, 3, 5),
        (MA6, ""): (1, 2, 3),
    }


def test_removed_scale_is_gone_and_the_rest_stays(tmp_path: Path) -> None:
    path = tmp_path / "scales.toml"
    for scale in (scale_of(), scale_of(form="2"), scale_of(RU6)):
        write_user_scale(path, scale)
    remove_user_scale(path, MA6)
    assert set(read_user_file(path).scales) == {(MA6, "2"), (RU6, "")}
    before = path.read_bytes()
    remove_user_scale(path, MA6)
    assert path.read_bytes() == before
    remove_user_scale(tmp_path / "нет.toml", MA6)
    assert not (tmp_path / "нет.toml").exists()


def test_damaged_file_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "scales.toml"
    path.write_text("[[scale]\nнедописано", encoding="utf-8")
    with pytest.raises(ScaleError, match="не читается"):
        write_user_scale(path, scale_of())
    assert path.read_text(encoding="utf-8") == "[[scale]\nнедописано"


def test_list_written_inline_is_not_torn_apart(tmp_path: Path) -> None:
    path = tmp_path / "scales.toml"
    text = 'scale = [{ assessment = "dkr-2024-ru6", maximum = 6, boundaries = [2, 3, 5] }]\n'
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScaleError, match="разделами"):
        write_user_scale(path, scale_of())
    assert path.read_text(encoding="utf-8") == text


def test_wrong_scale_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "scales.toml"
    with pytest.raises(ScaleError, match="должны возрастать"):
        write_user_scale(path, scale_of(boundaries=(3, 3, 5)))
    assert not path.exists()


def test_absent_folder_is_a_failure_of_the_lake_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(LakeError, match="не записан"):
        write_user_scale(tmp_path / "нет" / "scales.toml", scale_of())
    assert list(tmp_path.iterdir()) == []


def test_no_unfinished_file_is_left(tmp_path: Path) -> None:
    write_user_scale(tmp_path / "scales.toml", scale_of())
    assert [path.name for path in tmp_path.iterdir()] == ["scales.toml"]


TEXTS = st.text(st.characters(codec="utf-8"), max_size=30)


@given(source=TEXTS, notes=st.lists(TEXTS, max_size=3), form=st.text("0123456789АБ", max_size=3))
def test_any_text_survives_the_file(tmp_path_factory: pytest.TempPathFactory, source, notes, form) -> None:
    path = tmp_path_factory.mktemp("scales") / "scales.toml"
    scale = Scale(MA6, (), 6, (2, 3, 5), form, source=source, trust="inferred", notes=tuple(notes))
    write_user_scale(path, scale)
    assert read_user_file(path).scales == {(MA6, form): scale}
