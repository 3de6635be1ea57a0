"""What acts already over the schools of somebody who has no runs or imports of their own."""

from __future__ import annotations

from typing import Any

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import may_above_school, paths_of
from objektiv.web.assessments.queries import acting_above
from objektiv.web.shell.navigation import address_of


def above_for(user: Any, permission: Permission) -> dict[str, Any]:
    """Acting runs of wider parts of the territory, for ``assessments/acting_above.html``, and where findings are."""
    return {
        "acting_above": list(acting_above(paths_of(user, permission))),
        "findings_url": address_of(user, "findings"),
        "is_one_school": not may_above_school(user, permission),
    }
