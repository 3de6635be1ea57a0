"""Old documents (.doc, .rtf) through LibreOffice where there is one: bounded in time, with a profile of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from objektiv.model.errors import RefusedFileError
from objektiv.plans.source import Source
from objektiv.plans.sources import docx

_PROGRAMS = ("soffice", "libreoffice")
SECONDS = 90
_SAVE_AS = "Откройте файл в Word или LibreOffice, сохраните как .docx и повторите."


def read(path: Path) -> Source:
    """The blocks of the document that LibreOffice makes of this one. Raises RefusedFileError when it cannot."""
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise _refused(
            path, "Старый формат .doc или .rtf читается только через LibreOffice, а его на компьютере нет."
        )
    with TemporaryDirectory(prefix="objektiv-") as folder:
        made = _convert(program, path, Path(folder))
        return replace(docx.read(made), name=path.name, kind="office")


def _convert(program: str, path: Path, folder: Path) -> Path:
    source, out = folder / f"document{_suffix(path)}", folder / "out"
    shutil.copyfile(path, source)
    command = [
        program, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), str(source),
    ]  # fmt: skip
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise _refused(path, f"LibreOffice не справилась с файлом за {SECONDS} с.") from error
    finally:
        _stop(process)
    made = out / "document.docx"
    if not made.is_file():
        raise _refused(path, "LibreOffice не смогла открыть файл: он повреждён или это не документ.")
    return made


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started; it may be over already."""
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:  # Windows has no groups of processes
        process.kill()
    process.wait()


def _suffix(path: Path) -> str:
    with path.open("rb") as file:
        return ".rtf" if file.read(64).lstrip().startswith(b"{\\rtf") else ".doc"


def _refused(path: Path, message: str) -> RefusedFileError:
    return RefusedFileError(message, _SAVE_AS, place=path.name)
