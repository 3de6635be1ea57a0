"""What people do with effects. Each verb: policy, write, journal, in one transaction."""

from __future__ import annotations

from objektiv.web.effects.domain.asking import ask
from objektiv.web.effects.domain.deciding import decide
from objektiv.web.effects.domain.reading import READ, compute_reading, start_reading

__all__ = ["READ", "ask", "compute_reading", "decide", "start_reading"]
