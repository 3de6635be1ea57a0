"""README names only what exists: pictures, pages, targets of make, commands and their options, roles, buttons."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from objektiv.cli.main import app

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "README.ru.md")
LARGEST = 150_000  # bytes of a picture
PNG = b"\x89PNG\r\n\x1a\n"


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", text_of(page))
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_there_are_three_small_pictures(page: str) -> None:
    pictures = [ROOT / name for name in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text_of(page))]
    assert [one.name for one in pictures] == ["findings.png", "case.png", "overview.png"]
    assert [one.name for one in pictures if one.stat().st_size > LARGEST] == []
    assert [one.name for one in pictures if not one.read_bytes().startswith(PNG)] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_target_of_make_exists(page: str) -> None:
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)", text_of(page))) | set(
        re.findall(r"^make ([a-z-]+)", text_of(page), re.M)
    )
    assert named
    assert named - known == set()


@pytest.mark.parametrize("page", PAGES)
def test_every_command_and_option_exists(page: str) -> None:
    group = typer.main.get_command(app)
    calls = re.findall(r"objektiv ([a-z][a-z-]*)([^`\n]*)", text_of(page))
    assert calls
    for name, rest in calls:
        command = group.get_command(None, name)  # type: ignore[arg-type]  # the context is not looked at
        assert command is not None, name
        options = {option for one in command.params for option in one.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) - options == set(), name
