"""The pages on running the office name commands, options, variables and files that exist."""

from __future__ import annotations

import configparser
import importlib
import re
from pathlib import Path

import pytest
from typer.core import TyperCommand, TyperGroup

from objektiv.cli.main import COMMANDS, LazyGroup
from objektiv.web.environment import VARIABLES, Environment
from objektiv.web.shell.management.commands.serve import LOOPBACK

DOCS = Path(__file__).resolve().parents[3] / "docs"
PAGES = ("one-pc.md", "server.md", "settings.md")
UNITS = ("objektiv.service", "objektiv-backup.service")


def options(words: list[str]) -> set[str]:
    """Options of the command that the words of a call lead to, through groups of commands too."""
    found, rest = LazyGroup().get_command(None, words[0]), words[1:]
    while isinstance(found, TyperGroup):
        name, *rest = rest
        found = found.get_command(None, name)
    assert isinstance(found, TyperCommand), words
    return {option for one in found.params for option in one.opts}


def texts() -> dict[str, str]:
    files = [*(DOCS / name for name in PAGES), *(DOCS / "server").iterdir()]
    return {file.name: file.read_text(encoding="utf-8") for file in files}


def calls(text: str) -> list[tuple[list[str], set[str]]]:
    """Command with the words behind it, and options, of every call; continued lines joined."""
    found = re.findall(r"(?:/|\\|`|\s)(?<!-u )objektiv ([a-z][a-z-]+)([^\n`«»]*)", text.replace("\\\n", " "))
    return [([name, *rest.split()], set(re.findall(r"(?<=\s)--[a-z-]+", rest))) for name, rest in found]


@pytest.mark.parametrize("name", sorted(texts()))
def test_every_call_names_a_command_and_its_options(name: str) -> None:
    for words, used in calls(texts()[name]):
        if words[0] in COMMANDS:
            assert used - {"--help"} <= options(words), words
        else:
            assert (name, words[0]) in {("server.md", "objektiv-backup")}, words


def test_options_of_a_command_in_a_group_are_found() -> None:
    ((words, used),) = calls("`objektiv plan check план.docx --school-year 2023/24`")
    assert used <= options(words)
    assert "--docx" in options(["plan", "write"])


def test_the_pages_do_call_commands() -> None:
    named = {words[0] for text in texts().values() for words, _ in calls(text)}
    assert {"serve", "backup", "restore", "setup", "verify-log"} <= named


def test_every_variable_is_known() -> None:
    known = {one.name for one in VARIABLES}
    for name, text in texts().items():
        assert set(re.findall(r"OBJEKTIV_[A-Z_]+", text)) - {"OBJEKTIV_"} <= known, name


def test_the_example_of_settings_is_accepted() -> None:
    lines = (DOCS / "server" / "objektiv.env").read_text(encoding="utf-8").splitlines()
    read = Environment.read(dict(line.split("=", 1) for line in lines))
    assert (read.is_https, read.is_demo, read.is_debug) == (True, False, False)
    assert read.databases()["default"]["ENGINE"] == "django.db.backends.postgresql"
    assert read.home.parent == Path("/var/lib/objektiv")  # a restore lays the new folder beside it


@pytest.mark.parametrize("name", UNITS)
def test_units_are_closed_and_write_where_they_may(name: str) -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[method-assign, assignment]  # how the library says «keep the case»
    unit.read(DOCS / "server" / name, encoding="utf-8")
    service = unit["Service"]
    assert [service[key] for key in ("NoNewPrivileges", "ProtectSystem", "ProtectHome", "CapabilityBoundingSet")] == [
        "yes", "strict", "yes", "",
    ]  # fmt: skip
    assert service["EnvironmentFile"] == "/etc/objektiv/objektiv.env"
    assert "StateDirectory" in service or "/var/lib/objektiv" in service["ReadWritePaths"]


def test_nginx_leads_where_the_service_listens() -> None:
    nginx = texts()["nginx.conf"]
    address, port = re.search(r"--address (\S+) --port (\d+)", texts()["objektiv.service"]).groups()
    assert address == LOOPBACK
    assert f"proxy_pass http://{address}:{port};" in nginx
    for header in ("X-Forwarded-Proto $scheme", "X-Forwarded-For   $remote_addr", "Host              $host"):
        assert header in nginx
    settings = importlib.import_module("objektiv.web.settings")
    assert settings.DATA_UPLOAD_MAX_NUMBER_FILES <= 300
    assert texts()["server.md"].count("docs/server/") == 4
