"""Names of files that people send: never a way to another place, never a device, the ending kept."""

from __future__ import annotations

import pytest

from objektiv.web.shell.file_names import LONGEST, safe_name

LONG = "я" * 300


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("акт.pdf", "акт.pdf"),
        ("Протокол № 5 (итог), 4А.XLSX", "Протокол № 5 (итог), 4А.XLSX"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\Windows\\win.ini", "win.ini"),
        ("C:\\Users\\Анна\\акт.pdf", "акт.pdf"),
        ("/etc/cron.d/x", "x"),
        ("..", "файл"),
        ("", "файл"),
        ("...", "файл"),
        ("папка/", "файл"),
        (".pdf", "pdf"),
        ("акт.pdf\x00.exe", "акт.pdf_.exe"),
        ("акт\r\nX-Header: 1.pdf", "акт__X-Header_ 1.pdf"),
        ('"><script>.pdf', "___script_.pdf"),
        ("акт\u202efdp.exe", "акт_fdp.exe"),
        ("CON.xlsx", "_CON.xlsx"),
        ("lpt1", "_lpt1"),
        ("акт.pdf. . .", "акт.pdf"),
        ("файл:поток.pdf", "файл_поток.pdf"),
        (f"{LONG}.pdf", "я" * (LONGEST - 4) + ".pdf"),
        (LONG, "я" * LONGEST),
        (f"акт.{LONG}", "акт." + "я" * 9),
    ],
)
def test_a_name_leads_nowhere(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept
