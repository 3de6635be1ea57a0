"""Checks of plans, one a module, found by what the modules hold."""

from objektiv.plans.check import Check, Finding, Severity
from objektiv.plans.inspection import checks, inspect, what_is_good

__all__ = ["Check", "Finding", "Severity", "checks", "inspect", "what_is_good"]
