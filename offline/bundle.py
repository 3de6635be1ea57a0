"""The offline bundle of one system: wheels of all the lock names, for each Python, and scripts that install them."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_STORED, ZipFile

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements-postgresql.lock"
SCRIPTS = Path(__file__).resolve().parent / "scripts"
PYTHONS = ("3.11", "3.12", "3.13")
SUMS = "SHA256.txt"
_REQUIREMENT = re.compile(r"^(?P<what>[A-Za-z0-9._-]+==[^\s;\\]+)(?:\s*;\s*(?P<marker>[^\\]+?))?\s*\\?$")
_HASH = re.compile(r"^\s+--hash=(?P<hash>sha256:[0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Platform:
    """A system: tags of wheels that run on it, what markers see there, the scripts it gets."""

    tags: tuple[str, ...]
    environment: dict[str, str]
    scripts: tuple[str, ...]
    suffix: str


PLATFORMS = {
    # The oldest systems meant have glibc 2.28: Astra Linux 1.7, РЕД ОС 7.3.
    "linux": Platform(
        (
            *(f"manylinux_2_{minor}_x86_64" for minor in range(28, 16, -1)),
            "manylinux2014_x86_64",
            "linux_x86_64",
        ),
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
        ("install.sh", "start.sh", "ПРОЧТИ.txt"),
        ".tar",
    ),
    "windows": Platform(
        ("win_amd64",),
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
        ("install.bat", "start.bat", "ПРОЧТИ.txt"),
        ".zip",
    ),
}


def build(platform: str, pythons: Sequence[str], out: Path) -> Path:
    """Write ``objektiv-VERSION-PLATFORM.tar`` (or .zip); CalledProcessError when a wheel is not to be had."""
    known = PLATFORMS[platform]
    name = f"objektiv-{version('objektiv')}-{platform}"
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / name
        wheels = folder / "wheels"
        wheels.mkdir(parents=True)
        _own_wheel(wheels)
        for python in pythons:
            wanted = folder / f"requirements-{python}.txt"
            wanted.write_text(
                "".join(requirements(LOCK.read_text(encoding="utf-8"), known, python)), encoding="utf-8"
            )
            _download(wanted, wheels, known, python)
        for script in known.scripts:
            shutil.copyfile(SCRIPTS / script, folder / script)
        _sums(folder)
        out.mkdir(parents=True, exist_ok=True)
        return _packed(folder, out / f"{name}{known.suffix}")


def requirements(lock: str, platform: Platform, python: str) -> Iterator[str]:
    """Lines of the lock that hold on a platform and a Python, without their markers: «name==1.2 --hash=…»."""
    seen = {
        **platform.environment,
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "platform_machine": "x86_64",
        "extra": "",
    }
    current = ""
    hashes: list[str] = []
    for line in (*lock.splitlines(), "end==0"):
        if found := _REQUIREMENT.match(line):
            if current:
                yield " ".join((current, *(f"--hash={one}" for one in hashes))) + "\n"
            holds = not found["marker"] or Marker(found["marker"]).evaluate(seen)
            current, hashes = (found["what"] if holds else ""), []
        elif found := _HASH.match(line):
            hashes.append(found["hash"])


def _own_wheel(wheels: Path) -> None:
    with TemporaryDirectory() as scratch:
        _run(
            "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", scratch, str(ROOT)
        )
        for wheel in Path(scratch).glob("*.whl"):
            shutil.copy(wheel, wheels)


def _download(wanted: Path, wheels: Path, platform: Platform, python: str) -> None:
    tags = [part for tag in platform.tags for part in ("--platform", tag)]
    _run(
        "pip", "download", "--quiet", "--require-hashes", "--no-deps", "--only-binary=:all:", "--implementation", "cp",
        "--python-version", python, *tags, "--dest", str(wheels), "--requirement", str(wanted),
    )  # fmt: skip


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", *arguments], check=True, capture_output=True, text=True)


def _sums(folder: Path) -> None:
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder).as_posix()}\n"
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    ]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def _packed(folder: Path, target: Path) -> Path:
    """Wheels are compressed already. Scripts of Linux may be run; names are UTF-8."""
    part = target.with_name(f".{target.name}.part")
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    if target.suffix == ".zip":
        with ZipFile(part, "w", ZIP_STORED) as archive:
            for file in files:
                archive.write(file, file.relative_to(folder.parent).as_posix())
    else:
        with tarfile.open(part, "w") as archive:
            for file in files:
                entry = archive.gettarinfo(file, file.relative_to(folder.parent).as_posix())
                entry.mode = 0o755 if file.suffix == ".sh" else 0o644
                entry.uid = entry.gid = 0
                entry.uname = entry.gname = ""
                with file.open("rb") as content:
                    archive.addfile(entry, content)
    part.replace(target)
    return target
