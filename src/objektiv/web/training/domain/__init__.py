"""Making the training district the ways that people go, from workbooks to decided cases, and taking it away."""

from __future__ import annotations

from objektiv.web.training.domain.making import make_training_district
from objektiv.web.training.domain.removing import remove_training, why_not_remove

__all__ = ["make_training_district", "remove_training", "why_not_remove"]
