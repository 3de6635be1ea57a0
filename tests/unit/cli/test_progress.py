"""The progress bar of long work."""

from __future__ import annotations

import pytest

from objektiv.cli import progress


def test_a_slow_first_step_is_drawn(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The bar that appears at the first step knows how many there are."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    with progress.bar("Чтение") as advance:
        advance(1, 3, "книга.xlsx")
    assert "1 из 3" in capsys.readouterr().err
