"""The offline bundle: what goes in, and its Linux half unpacked, installed and started without a network."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tarfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile

import pytest
from offline.bundle import LOCK, PLATFORMS, SCRIPTS, build, requirements

PRESENT = "{}.{}".format(*sys.version_info)


def names(platform: str, python: str) -> dict[str, str]:
    lines = requirements(LOCK.read_text(encoding="utf-8"), PLATFORMS[platform], python)
    return dict(line.split(" ")[0].split("==") for line in lines)


def test_each_system_gets_what_its_markers_say() -> None:
    linux, windows = names("linux", "3.11"), names("windows", "3.11")
    assert {name for name in windows if name not in linux} == {"colorama"}
    assert set(linux) <= set(windows)
    assert names("linux", "3.12")["numpy"] != linux["numpy"]
    assert {"django", "granian", "polars", "psycopg-binary"} <= set(linux)


def test_every_line_of_the_lock_is_hashed() -> None:
    lock = LOCK.read_text(encoding="utf-8")
    for platform in PLATFORMS.values():
        for line in requirements(lock, platform, "3.12"):
            assert re.fullmatch(r"[\w.-]+==\S+( --hash=sha256:[0-9a-f]{64})+\n", line)


def test_scripts_ask_for_no_network_and_fit_their_system() -> None:
    for script in SCRIPTS.iterdir():
        text = script.read_bytes()
        if script.name.startswith("install"):
            assert text.count(b"pip install") <= text.count(b"--no-index") * 2
            assert b"--require-hashes" in text
        if script.suffix == ".bat":
            assert text.count(b"\n") == text.count(b"\r\n")
        if script.suffix == ".sh":
            assert b"\r" not in text
            subprocess.run(["sh", "-n", str(script)], check=True)
        assert b"sudo" not in text


@pytest.mark.slow
def test_the_linux_half_installs_and_serves_without_a_network(tmp_path: Path) -> None:
    bundle = build("linux", (PRESENT,), tmp_path / "dist")
    with tarfile.open(bundle) as archive:
        archive.extractall(tmp_path / "there", filter="data") if hasattr(
            tarfile, "data_filter"
        ) else archive.extractall(tmp_path / "there")
    (folder,) = (tmp_path / "there").iterdir()
    env = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "OBJEKTIV_HOME": str(tmp_path / "home"), "PIP_NO_INDEX": "1",
        "PIP_CONFIG_FILE": os.devnull, "PYTHON": sys.executable, "LANG": "C.UTF-8",
    }  # fmt: skip
    installed = subprocess.run(
        [*without_network(), str(folder / "install.sh")],
        env=env, cwd=tmp_path, capture_output=True, text=True, timeout=400, check=False,
    )  # fmt: skip
    assert installed.returncode == 0, installed.stdout + installed.stderr
    assert "Готово" in installed.stdout
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    server = subprocess.Popen(
        [str(folder / "start.sh"), "--port", str(port), "--workers", "1"], env=env, cwd=tmp_path,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        assert page(f"http://127.0.0.1:{port}/health/", server) == "ok\n"
        assert "Объектив" in page(f"http://127.0.0.1:{port}/login/", server)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        server.communicate(timeout=30)
    made = folder / "app" / "bin" / "objektiv"
    copied = subprocess.run([str(made), "backup", "a.zip"], env=env, cwd=tmp_path, timeout=60, check=False)
    assert copied.returncode == 0


def without_network() -> list[str]:
    """A prefix that leaves a command without any network, where the system allows it."""
    prefix = ["unshare", "--map-root-user", "--net"]
    try:
        allowed = subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return []
    return prefix if allowed else []


def page(address: str, server: subprocess.Popen[str]) -> str:
    for _ in range(600):
        assert server.poll() is None, server.stderr and server.stderr.read()
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return str(answer.read().decode("utf-8"))
        except OSError:
            time.sleep(0.1)
    pytest.fail("the page did not appear")


@pytest.mark.slow
def test_the_windows_half_has_a_wheel_for_every_line(tmp_path: Path) -> None:
    bundle = build("windows", ("3.12",), tmp_path)
    with ZipFile(bundle) as archive:
        inside = [Path(name).name for name in archive.namelist()]
    wheels = {re.sub(r"[-_.]+", "-", name.split("-")[0]).lower() for name in inside if name.endswith(".whl")}
    assert wheels == {*names("windows", "3.12"), "objektiv"}
    assert all(re.search(r"-(any|win_amd64)\.whl$", name) for name in inside if name.endswith(".whl"))
    assert {"install.bat", "start.bat", "ПРОЧТИ.txt", "requirements-3.12.txt", "SHA256.txt"} <= set(inside)
