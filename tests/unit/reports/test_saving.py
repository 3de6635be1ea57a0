"""What a person reads when a report cannot be written: reason and remedy in Russian, never the system's words."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from objektiv.model.errors import LakeError
from objektiv.reports.saving import save_pieces, save_whole

FULL = "Освободите место или укажите другую папку и повторите команду; записанное раньше не пострадало."
ELSEWHERE = "Укажите другую папку."
BUSY = "Закройте его в других программах, например в Excel, и повторите команду."


def refuses(number: int) -> Callable[[Path], None]:
    def write(draft: Path) -> None:
        raise OSError(number, os.strerror(number), str(draft))

    return write


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, f"не удалось записать отчёт.xlsx: на диске нет места. {FULL}"),
        (errno.EDQUOT, f"не удалось записать отчёт.xlsx: на диске нет места. {FULL}"),
        (errno.EFBIG, f"не удалось записать отчёт.xlsx: файл больше, чем разрешено. {FULL}"),
        (errno.EROFS, f"не удалось записать отчёт.xlsx: диск открыт только для чтения. {ELSEWHERE}"),
        (
            errno.ENAMETOOLONG,
            "не удалось записать отчёт.xlsx: путь к файлу слишком длинный. Укажите папку с более коротким путём.",
        ),
        (errno.EBUSY, f"не удалось записать отчёт.xlsx: файл занят другой программой. {BUSY}"),
        (errno.ETXTBSY, f"не удалось записать отчёт.xlsx: файл занят другой программой. {BUSY}"),
        (errno.EISDIR, f"не удалось записать отчёт.xlsx: это папка, а не файл. {ELSEWHERE}"),
        (errno.EIO, "не удалось записать отчёт.xlsx: ошибка диска. Проверьте диск и повторите команду."),
    ],
)
def test_a_refusal_of_the_disk_has_a_reason_and_a_remedy(tmp_path: Path, number: int, said: str) -> None:
    with pytest.raises(LakeError) as refused:
        save_whole(tmp_path / "отчёт.xlsx", refuses(number))
    assert str(refused.value) == said


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM])
def test_a_closed_folder_and_an_open_file_are_told_apart(tmp_path: Path, number: int) -> None:
    with pytest.raises(LakeError) as closed:
        save_whole(tmp_path / "отчёт.xlsx", refuses(number))
    assert str(closed.value) == (f"нет прав на запись в папку {tmp_path}. Выберите папку, куда можно писать.")
    (tmp_path / "отчёт.xlsx").write_text("прежний", encoding="utf-8")
    with pytest.raises(LakeError) as opened:
        save_whole(tmp_path / "отчёт.xlsx", refuses(number))
    assert str(opened.value) == (
        "не удалось записать отчёт.xlsx: файл открыт в другой программе или закрыт для записи. "
        "Закройте его, например в Excel; если он закрыт, проверьте право записи в папку."
    )
    assert (tmp_path / "отчёт.xlsx").read_text(encoding="utf-8") == "прежний"


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_the_words_of_the_system_are_never_repeated(tmp_path: Path, number: int) -> None:
    with pytest.raises(LakeError) as refused:
        save_whole(tmp_path / "отчёт", refuses(number))
    words = str(refused.value).replace(str(tmp_path), "").replace("Excel", "")
    assert re.findall("[A-Za-z]+", words) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("нет/x.html", "такого файла или папки нет"),
        ("файл/x.html", "на пути к нему стоит файл вместо папки"),
        ("папка", "это папка, а не файл"),
        ("я" * 200, "путь к файлу слишком длинный"),
    ],
)
def test_a_real_disk_refuses(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "файл").touch()
    (tmp_path / "папка").mkdir()
    with pytest.raises(LakeError, match=said):
        save_pieces(tmp_path / name, ["x"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["папка", "файл"]
