"""How often a token may ask: a bucket that holds requests and fills steadily, kept where all processes see it."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from django.core.cache import cache


@dataclass(frozen=True, slots=True)
class Bucket:
    """``capacity``: requests at once; ``per_second``: how fast it fills again."""

    capacity: int
    per_second: float

    def take(self, key: str) -> int:
        """Take one request out of the bucket of ``key``; 0, or the whole seconds to wait until there is one."""
        name, now = f"api-bucket-{key}", time.time()
        known: tuple[float, float] = cache.get(name, (float(self.capacity), now))
        left, at = known
        left = min(self.capacity, left + max(0.0, now - at) * self.per_second)
        if left < 1:
            return math.ceil((1 - left) / self.per_second)
        cache.set(name, (left - 1, now), self.seconds_to_fill)
        return 0

    @property
    def seconds_to_fill(self) -> int:
        """After so long nothing needs to be remembered."""
        return math.ceil(self.capacity / self.per_second)
