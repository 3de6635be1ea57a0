from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import ScaleError
from objektiv.scales.loader import JOINT_NOTE, UNCONFIRMED_NOTE, Registry, load_registry

MA6 = AssessmentId.parse("dkr-2024-ma6")

TWO_FORMS = """
[[scale]]
assessment = "dkr-2024-ma6"
form = "1"
maximum = 6
parts = "1:1 2:2 3:3"
boundaries = [2, 3, 5]

[[scale]]
assessment = "dkr-2024-ma6"
form = "2"
maximum = 6
parts = "1:2 2:1 3:3"
boundaries = [2, 4, 5]
"""


def registry_of(folder: Path, text: str, name: str = "мои.toml") -> Registry:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load_registry(path)


def entry(**fields: object) -> str:
    known = {"assessment": '"dkr-2024-ma6"', "maximum": 6, "parts": '"1:1 2:2 3:3"', "boundaries": [2, 3, 5]}
    lines = [f"{name} = {value}" for name, value in {**known, **fields}.items() if value is not None]
    return "[[scale]]\n" + "\n".join(lines) + "\n"


def test_users_scale_is_taken(tmp_path: Path) -> None:
    scale = registry_of(tmp_path, entry(source='"Приказ № 1"', minutes=40)).scale(MA6)
    assert scale is not None
    assert [(part.code, part.maximum) for part in scale.parts] == [("1", 1), ("2", 2), ("3", 3)]
    assert (scale.maximum, scale.boundaries, scale.trust, scale.source) == (
        6,
        (2, 3, 5),
        "user",
        "Приказ № 1",
    )
    assert scale.minutes == 40


def test_users_scale_replaces_that_of_the_package(tmp_path: Path) -> None:
    code = AssessmentId.parse("vpr-2021-ma4")
    own = registry_of(tmp_path, entry(assessment='"vpr-2021-ma4"')).scale(code)
    assert own is not None
    assert (own.maximum, own.trust) == (6, "user")
    untouched = load_registry().scale(code)
    assert untouched is not None
    assert untouched.maximum == 20


def test_json_file_is_read_like_toml(tmp_path: Path) -> None:
    scale = {
        "assessment": "dkr-2024-ma6",
        "maximum": 6,
        "parts": [{"code": "1K1", "maximum": 2}, {"code": "2(1)", "maximum": 4, "level": "П"}],
        "boundaries": [2, 3, 5],
    }
    for document in ({"scale": [scale]}, [scale]):
        found = registry_of(tmp_path, json.dumps(document), "мои.json").scale(MA6)
        assert found is not None
        assert [(part.code, part.maximum, part.level) for part in found.parts] == [
            ("1К1", 2, ""),
            ("2.1", 4, "П"),
        ]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"maximum": 7}, "Сумма максимумов частей 6, а максимум работы 7."),
        ({"maximum": None}, "Не указан максимум работы (maximum): нужно целое число больше нуля."),
        ({"maximum": '"6"'}, "Поле maximum: нужно целое число, а стоит «6»."),
        ({"boundaries": [3, 3, 5]}, "Границы отметок 3, 4 и 5 должны возрастать, а стоят 3, 3, 5."),
        ({"boundaries": [5, 3, 2]}, "Границы отметок 3, 4 и 5 должны возрастать, а стоят 5, 3, 2."),
        ({"boundaries": [0, 3, 5]}, "Границы отметок 0, 3, 5 выходят за пределы 1–6."),
        ({"boundaries": [2, 3, 7]}, "Границы отметок 2, 3, 7 выходят за пределы 1–6."),
        (
            {"boundaries": [2, 3]},
            "Поле boundaries: нужны три целых числа — наименьшие баллы отметок 3, 4 и 5.",
        ),
        ({"parts": '"1:1 1:2 3:3"'}, "Часть названа дважды: 1."),
        ({"parts": '"1K1:1 1К1:2 3:3"'}, "Часть названа дважды: 1К1."),
        (
            {"parts": '"1 2:2"'},
            "Часть «1» не читается: нужно «код:максимум», например 5.1:1 или 10:2П.",
        ),
        ({"parts": '"1:0 2:6"'}, "Часть «1»: нужны код и максимум — целое число от 1 до 100."),
        (
            {"parts": None, "boundaries": None},
            "Нет ни частей (parts), ни границ отметок (boundaries): шкала ничего не даёт.",
        ),
        ({"boundarys": "[1, 2, 3]"}, "Неизвестные поля: boundarys."),
        (
            {"assessment": '"ma6"'},
            "«ma6» не похоже на код процедуры: нужен вид-год-предмет и класс, например vpr-2021-ma4.",
        ),
        (
            {"conditions": '[{mark = 4, minimum = 2, parts = ["9"], otherwise = 3, title = "геометрия"}]'},
            "«геометрия»: в работе нет частей 9.",
        ),
        (
            {"conditions": '[{mark = 4, minimum = 3, parts = ["2"], otherwise = 3, title = "геометрия"}]'},
            "«геометрия»: нужно 3, а за эти части дают не больше 2.",
        ),
        (
            {"conditions": '[{mark = 4, minimum = 2, parts = ["2"], otherwise = 5}]'},
            "«условие отметки 4»: отметка 4 не может стать отметкой 5.",
        ),
    ],
)
def test_refused_scale_says_why(tmp_path: Path, fields: dict[str, object], reason: str) -> None:
    registry = registry_of(tmp_path, entry(**fields))
    assert [(refusal.file, refusal.reason) for refusal in registry.refused] == [("мои.toml", reason)]
    assert registry.scale(MA6) is None


def test_one_wrong_scale_does_not_hide_the_others(tmp_path: Path) -> None:
    registry = registry_of(tmp_path, entry(maximum=7) + entry(assessment='"dkr-2024-ru6"'))
    assert [refusal.assessment for refusal in registry.refused] == ["dkr-2024-ma6"]
    assert registry.scale(AssessmentId.parse("dkr-2024-ru6")) is not None


def test_scale_given_twice_is_taken_once(tmp_path: Path) -> None:
    registry = registry_of(tmp_path, entry() + entry(boundaries=[1, 2, 3]))
    assert [refusal.reason for refusal in registry.refused] == [
        "Шкала этой работы и варианта стоит в файле дважды; взята первая."
    ]
    scale = registry.scale(MA6)
    assert scale is not None
    assert scale.boundaries == (2, 3, 5)


@pytest.mark.parametrize(
    ("name", "text"),
    [("x.toml", "[[scale]"), ("x.json", "{"), ("x.json", '"текст"'), ("x.toml", "scale = 1")],
)
def test_unreadable_file_is_one_refusal(tmp_path: Path, name: str, text: str) -> None:
    refused = registry_of(tmp_path, text, name).refused
    assert len(refused) == 1
    assert refused[0].file == name


def test_a_misspelt_section_is_refused_and_the_right_ones_are_taken(tmp_path: Path) -> None:
    registry = registry_of(tmp_path, "[[scales]]\nmaximum = 1\n\n[[scale]]\nassessment = 'dkr-2024-ma6'\n"
                           "maximum = 3\nparts = '1:3'\n")  # fmt: skip
    assert [refusal.reason for refusal in registry.refused] == [
        "Неизвестные поля: scales. Шкалы записывают разделами [[scale]]."
    ]
    assert registry.scale(AssessmentId.parse("dkr-2024-ma6")) is not None


def test_file_without_a_scale_is_refused(tmp_path: Path) -> None:
    refused = registry_of(tmp_path, "# пусто\n").refused
    assert [refusal.reason for refusal in refused] == ["В файле нет ни одной шкалы (раздела [[scale]])."]


def test_absent_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ScaleError, match=r"файла шкал .*нет\.toml нет"):
        load_registry(tmp_path / "нет.toml")


def test_forms_have_scales_of_their_own(tmp_path: Path) -> None:
    registry = registry_of(tmp_path, TWO_FORMS)
    assert registry.forms(MA6) == ("1", "2")
    maxima = {form: [part.maximum for part in registry.scale(MA6, form).parts] for form in ("1", "2")}  # type: ignore[union-attr]
    assert maxima == {"1": [1, 2, 3], "2": [2, 1, 3]}


def test_unknown_form_gets_the_largest_maxima_and_no_boundaries_that_differ(tmp_path: Path) -> None:
    scale = registry_of(tmp_path, TWO_FORMS).scale(MA6)
    assert scale is not None
    assert [part.maximum for part in scale.parts] == [2, 2, 3]
    assert (scale.maximum, scale.boundaries, scale.notes) == (6, None, (JOINT_NOTE,))
    same = registry_of(tmp_path, TWO_FORMS.replace("[2, 4, 5]", "[2, 3, 5]")).scale(MA6, "7")
    assert same is not None
    assert same.boundaries == (2, 3, 5)


def test_forms_with_other_parts_have_no_joint_scale(tmp_path: Path) -> None:
    registry = registry_of(tmp_path, TWO_FORMS.replace("1:2 2:1 3:3", "1:2 2:1 4:3"))
    assert registry.scale(MA6) is None
    assert registry.scale(MA6, "2") is not None


def test_scale_without_forms_serves_every_form() -> None:
    registry = load_registry()
    code = AssessmentId.parse("vpr-2021-ma4")
    assert registry.forms(code) == ()
    assert registry.scale(code, "2") == registry.scale(code)


def test_languages_share_the_scale_of_foreign_language() -> None:
    found = load_registry().scale(AssessmentId.parse("vpr-2021-de7"))
    assert found is not None
    assert (str(found.assessment), found.boundaries) == ("vpr-2021-de7", (13, 21, 27))


def test_inferred_scale_gives_parts_but_no_boundaries_before_its_confirmation() -> None:
    scale = load_registry().scale(AssessmentId.parse("vpr-2026-ru4"))
    assert scale is not None
    assert (len(scale.parts), scale.maximum, scale.boundaries, scale.trust) == (15, 24, None, "inferred")
    assert UNCONFIRMED_NOTE in scale.notes


def test_inferred_scale_without_parts_gives_nothing_before_its_confirmation() -> None:
    assert load_registry().scale(AssessmentId.parse("oge-2023-inf9")) is None


def test_waiting_scales_are_listed_with_boundaries_and_what_is_unsure() -> None:
    waiting = {str(scale.assessment): scale for scale in load_registry().unconfirmed()}
    assert waiting["vpr-2026-ru4"].boundaries == (10, 17, 22)
    assert waiting["vpr-2026-ru4"].notes[0] == "16 и 21 не наблюдались."
    assert "vpr-2021-ma4" not in waiting
    assert "vpr-2020-ma8" not in waiting


def test_lake_gives_confirmed_and_waiting_scales(tmp_path: Path) -> None:
    (tmp_path / "scales.toml").write_text(entry(), encoding="utf-8")
    (tmp_path / "inferred-scales.toml").write_text(
        entry(assessment='"dkr-2024-ru6"', trust='"inferred"'), encoding="utf-8"
    )
    registry = load_registry(lake=tmp_path)
    confirmed, waiting = registry.scale(MA6), registry.scale(AssessmentId.parse("dkr-2024-ru6"))
    assert confirmed is not None
    assert waiting is not None
    assert (confirmed.boundaries, waiting.boundaries) == ((2, 3, 5), None)
    assert "dkr-2024-ru6" in {str(scale.assessment) for scale in registry.unconfirmed()}


def test_inferred_scale_never_stands_in_front_of_a_printed_one(tmp_path: Path) -> None:
    text = entry(assessment='"vpr-2021-ma4"', trust='"inferred"')
    (tmp_path / "inferred-scales.toml").write_text(text, encoding="utf-8")
    registry = load_registry(lake=tmp_path)
    scale = registry.scale(AssessmentId.parse("vpr-2021-ma4"))
    assert scale is not None
    assert (scale.maximum, scale.trust) == (20, "printed")
    assert "vpr-2021-ma4" not in {str(scale.assessment) for scale in registry.unconfirmed()}


def test_users_file_comes_before_the_lake(tmp_path: Path) -> None:
    (tmp_path / "scales.toml").write_text(entry(boundaries=[1, 2, 3]), encoding="utf-8")
    own = tmp_path / "мои.toml"
    own.write_text(entry(), encoding="utf-8")
    scale = load_registry(own, lake=tmp_path).scale(MA6)
    assert scale is not None
    assert scale.boundaries == (2, 3, 5)


def test_registry_goes_to_another_process(tmp_path: Path) -> None:
    registry = pickle.loads(pickle.dumps(registry_of(tmp_path, entry())))
    assert registry.scale(MA6).boundaries == (2, 3, 5)
    assert registry.scale(AssessmentId.parse("vpr-2021-ma4")).maximum == 20
