"""What is done to findings; every verb writes the journal in its own transaction."""

from __future__ import annotations

from objektiv.web.findings.domain.results import take_in, take_in_activated

__all__ = ["take_in", "take_in_activated"]
