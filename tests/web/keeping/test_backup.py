"""A copy of the office and its restoring, as an administrator does it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
from offices import SESSIONS, clean, files_of, rows_in_file, run_in, without_last_record

from objektiv.web.keeping.manifest import NAME, BackupError, Manifest
from objektiv.web.keeping.restoring import restore_backup

pytestmark = pytest.mark.slow


def test_the_restored_office_has_every_row_and_every_file(home: Path, copy: Path, tmp_path: Path) -> None:
    restored = tmp_path / "second" / "office"
    before = without_last_record(rows_in_file(home), "backup.made")
    said = run_in(home, "verify-log")
    answer = subprocess.run(
        [sys.executable, "-m", "objektiv.cli", "restore", str(copy)],
        env=clean(OBJEKTIV_HOME=restored), cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (answer.returncode, answer.stdout.startswith("Восстановлено из копии от ")) == (0, True), (
        answer.stderr
    )
    after = without_last_record(rows_in_file(restored), "backup.restored")
    for name in SESSIONS:
        assert after.pop(name) == []
        before.pop(name)
    assert after == before
    assert sum(map(len, after.values())) > 200
    assert files_of(restored) == files_of(home)
    assert (said.code, run_in(restored, "verify-log").code) == (0, 0)
    assert [path.name for path in restored.parent.iterdir()] == ["office"]


def test_the_copy_is_for_its_owner_only_and_names_what_it_holds(home: Path, copy: Path) -> None:
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with ZipFile(copy) as archive:
        manifest = json.loads(archive.read(NAME))
    rows = {
        name: len(found) for name, found in without_last_record(rows_in_file(home), "backup.made").items()
    }
    said = {**manifest["rows"], "audit_chainhead": 0}
    assert {name: said[name] for name in rows if name not in SESSIONS} == {
        name: count for name, count in rows.items() if name not in SESSIONS
    }
    kept = {
        name.removeprefix("home/"): one["sha256"]
        for name, one in manifest["members"].items()
        if "home/" in name
    }
    assert kept == files_of(home)


def test_sessions_stay_out(home: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(home / "objektiv.sqlite3")) as base, base:
        base.execute("INSERT INTO django_session VALUES ('ключ-входа', 'тайна', '2099-01-01')")
    assert run_in(home, "backup", tmp_path / "a.zip").code == 0
    with ZipFile(tmp_path / "a.zip") as archive:
        assert archive.read("tables/django_session.jsonl").count(b"\n") == 1
        assert b"\xd1\x82\xd0\xb0\xd0\xb9\xd0\xbd\xd0\xb0" not in archive.read("tables/django_session.jsonl")


def test_a_full_folder_is_replaced_only_when_asked(home: Path, copy: Path, tmp_path: Path) -> None:
    (home / "files" / "новый.txt").write_text("после копии", encoding="utf-8")
    before = files_of(home)
    refused = run_in(home, "restore", copy)
    assert (refused.code, refused.err) == (
        2,
        f"Папка {home} не пуста. Укажите другую в OBJEKTIV_HOME или добавьте --replace: прежняя папка останется рядом "
        "под другим именем.\n",
    )
    assert files_of(home) == before
    assert run_in(home, "restore", copy, "--replace").code == 0
    aside = [path for path in tmp_path.iterdir() if path.name.startswith("office.before-")]
    assert [files_of(path) for path in aside] == [before]
    assert files_of(home) == {name: found for name, found in before.items() if name != "files/новый.txt"}


@pytest.mark.parametrize("place", ["начало", "середина", "конец", "обрезана", "пусто", "не копия"])
def test_a_damaged_copy_is_refused_and_nothing_changes(
    home: Path, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setenv("OBJEKTIV_HOME", str(home))
    content = bytearray(copy.read_bytes())
    at = {"начало": 200, "середина": len(content) // 2, "конец": len(content) - 30}
    if place in at:
        content[at[place]] ^= 0xFF
    damaged = {
        "обрезана": content[: len(content) * 2 // 3],
        "пусто": b"",
        "не копия": b"PK\x05\x06" + bytes(18),
    }
    copy.write_bytes(damaged.get(place, bytes(content)))
    before = files_of(home), rows_in_file(home)
    with pytest.raises(BackupError, match="копи") as refused:
        restore_backup(copy, quiet, replace=True)
    assert refused.value.exit_code == 3
    assert (files_of(home), rows_in_file(home)) == before
    assert sorted(path.name for path in tmp_path.iterdir() if "office" in path.name) == ["office"]


def test_what_a_damaged_copy_looks_like_on_the_screen(home: Path, copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[:-1000])
    answer = run_in(home, "restore", copy, "--replace")
    assert (answer.code, answer.err) == (
        3,
        "Это не копия кабинета, или файл обрезан. Укажите файл, который записал objektiv backup.\n",
    )


def quiet(*_: object) -> None:
    """Progress is not told."""


def rewritten(copy: Path, target: Path, **changed: object) -> Path:
    """The copy with another manifest, its hashes right."""
    with ZipFile(copy) as source, ZipFile(target, "w") as made:
        manifest = {**json.loads(source.read(NAME)), **changed}
        for name in source.namelist():
            if name != NAME:
                made.writestr(name, source.read(name))
        made.writestr(NAME, json.dumps(manifest))
    return target


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"format": 2, "program": "9.0"}, "более новой версией программы (9.0)"),
        (
            {"migrations": ["access.0001_initial", "access.9999_later"], "program": "9.0"},
            "более новой версией",
        ),
        ({"members": {"home/../../x": {"sha256": "", "size": 0}}}, "недопустимым именем"),
        ({"is_training": True}, "копия учебного кабинета"),
    ],
)
def test_a_copy_that_does_not_fit_is_refused(
    home: Path, copy: Path, tmp_path: Path, changed: dict[str, object], said: str
) -> None:
    wrong = rewritten(copy, tmp_path / "wrong.zip", **changed)
    before = files_of(home), rows_in_file(home)
    answer = run_in(home, "restore", wrong, "--replace")
    assert (answer.code in {2, 3}, said in answer.err) == (True, True), answer
    assert (files_of(home), rows_in_file(home)) == before
    assert not list(tmp_path.glob(".office*"))


def test_a_real_office_does_not_become_a_training_one(home: Path, copy: Path, tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "objektiv.cli", "restore", str(copy)],
        env=clean(OBJEKTIV_HOME=tmp_path / "x", OBJEKTIV_DEMO=1), cwd=tmp_path, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert (answer.returncode, "в учебный входят без пароля" in answer.stderr) == (2, True)
    assert not (tmp_path / "x").exists()


def test_what_a_killed_restore_left_is_never_taken_for_the_office(home: Path) -> None:
    left = home.with_name(f".office.restored-{'0' * 64}")
    shutil.copytree(home, left)
    (left / "files" / "чужой.txt").touch()
    before = files_of(home)
    assert run_in(home, "verify-log").code == 0
    assert (files_of(home), left.exists()) == (before, False)


def test_a_restore_killed_between_the_folders_is_ended(home: Path) -> None:
    before = files_of(home)
    home.rename(home.with_name(f".office.restored-{'0' * 64}"))
    assert run_in(home, "verify-log").code == 0
    assert (files_of(home), list(home.parent.glob(".office*"))) == (before, [])


def test_a_backup_asks_for_an_office_and_one_place(tmp_path: Path, home: Path) -> None:
    (tmp_path / "пусто").mkdir()
    assert "ещё нет кабинета" in run_in(tmp_path / "пусто", "backup", tmp_path / "a.zip").err
    for arguments in ((), (tmp_path / "a.zip", "--into", tmp_path)):
        answer = run_in(home, "backup", *arguments)
        assert (answer.code, answer.err) == (
            2,
            "Нужно назвать файл копии или папку копий после --into. Одно из двух.\n",
        )
    assert "это папка" in run_in(home, "backup", tmp_path).err
    assert not (tmp_path / "a.zip").exists()


def test_a_folder_of_copies_is_cleared_by_its_rule(home: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    for name in ("objektiv-2020-01-01-030000.zip", "objektiv-2020-01-01-040000.zip", "письмо.zip"):
        (copies / name).touch()
    answer = run_in(
        home, "backup", "--into", copies, "--keep-daily", 2, "--keep-weekly", 0, "--keep-monthly", 0
    )
    assert answer.code == 0
    left = sorted(path.name for path in copies.iterdir())
    assert (len(left), left[0], left[2]) == (3, "objektiv-2020-01-01-040000.zip", "письмо.zip")
    assert "Удалены старые копии: objektiv-2020-01-01-030000.zip." in answer.out


def test_the_journal_tells_of_copies(home: Path, copy: Path) -> None:
    rows = [row for row in rows_in_file(home)["audit_record"] if "backup.made" in row]
    assert len(rows) == 1
    shutil.rmtree(home)
    assert run_in(home, "restore", copy).code == 0
    assert [row for row in rows_in_file(home)["audit_record"] if "backup.restored" in row] != []


@pytest.mark.parametrize("way", ["--into", "файл", "ссылка"])
def test_a_copy_is_never_made_inside_the_office(home: Path, tmp_path: Path, way: str) -> None:
    """It would be copied into the next one, which would be twice as large."""
    copies = home / "copies"
    copies.mkdir()
    (tmp_path / "link").symlink_to(copies)
    ways = {
        "--into": ("--into", copies),
        "файл": (copies / "a.zip",),
        "ссылка": ("--into", tmp_path / "link"),
    }
    before = files_of(home)
    answer = run_in(home, "backup", *ways[way])
    assert (answer.code, answer.err) == (
        2,
        f"Копии нельзя складывать в папку кабинета {home}: каждая вошла бы в следующую. "
        "Укажите папку вне неё, лучше на другом диске.\n",
    )
    assert files_of(home) == before


def test_a_file_that_could_not_be_restored_is_left_out_and_named(home: Path, tmp_path: Path) -> None:
    before = files_of(home)
    (home / "files" / "протокол 10:30.pdf").touch()
    (home / "files" / "a\\b.txt").touch()
    (home / "files" / "в:папке").mkdir()
    (home / "files" / "в:папке" / "лист.txt").touch()
    Path(os.fsdecode(bytes(home / "files" / "old") + b"\xcf\xf0.txt")).touch()
    answer = run_in(home, "backup", tmp_path / "a.zip")
    left = [
        "files/a\\b.txt",
        "files/old\ufffd\ufffd.txt",
        "files/в:папке/лист.txt",
        "files/протокол 10:30.pdf",
    ]
    assert (answer.code, answer.out.splitlines()[1:]) == (
        0,
        [
            f"Не вошли в копию: {', '.join(left)}. С такими именами файлы не восстановить: "
            "переименуйте их (без «:» и «\\», в кодировке UTF-8) и сделайте копию снова."
        ],
    )
    with ZipFile(tmp_path / "a.zip") as archive:
        assert json.loads(archive.read(NAME))["unsound"] == left
    shutil.rmtree(home)
    assert run_in(home, "restore", tmp_path / "a.zip").code == 0
    assert files_of(home) == before


def test_a_copy_of_before_names_were_checked_is_read(copy: Path) -> None:
    with ZipFile(copy) as archive:
        known = json.loads(archive.read(NAME))
    del known["unsound"]
    assert Manifest.from_json(json.dumps(known)).unsound == ()
