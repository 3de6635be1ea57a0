from __future__ import annotations

import pytest

from objektiv.cli.template import find_templates, template
from objektiv.model.errors import UsageError
from objektiv.workbooks.book import open_book

NAMES = ["control_sample", "ege", "journal", "medals", "oge", "olympiad", "register", "results"]


def test_every_reader_with_a_template_is_found():
    assert list(find_templates()) == NAMES


def test_without_a_name_the_templates_are_listed(capsys):
    template()
    printed = capsys.readouterr().out
    assert [line.split()[0] for line in printed.splitlines()[: len(NAMES)]] == NAMES
    assert "Претенденты на медаль и их ЕГЭ\n" in printed


@pytest.mark.parametrize("name", NAMES)
def test_every_template_is_written_and_known_by_its_own_reader_alone(name, tmp_path, capsys):
    template(name, tmp_path)
    book = open_book(tmp_path / f"{name}.xlsx")
    readers = find_templates()
    assert capsys.readouterr().out == f"Записано: {tmp_path / name}.xlsx\n"
    assert book.rows("Данные") == [list(readers[name].template)]
    assert [known for known, reader in readers.items() if reader.recognises(book) > 0] == [name]


def test_csv_is_chosen_by_the_key_or_by_the_suffix(tmp_path):
    template("oge", tmp_path, True)
    template("oge", tmp_path / "экзамен.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "oge.csv",
        "oge.справка.txt",
        "экзамен.csv",
        "экзамен.справка.txt",
    ]


def test_an_unknown_name_is_refused_with_the_list():
    with pytest.raises(UsageError, match=r"шаблона «нечто» нет.*control_sample, ege"):
        template("нечто")


def test_an_existing_file_is_never_overwritten(tmp_path):
    (tmp_path / "oge.xlsx").write_text("заполнено")
    with pytest.raises(UsageError, match="уже есть"):
        template("oge", tmp_path)
    assert (tmp_path / "oge.xlsx").read_text() == "заполнено"


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UsageError, match="нет папки"):
        template("oge", tmp_path / "нет" / "oge.xlsx")
