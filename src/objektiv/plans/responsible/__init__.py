"""Who answers for an action: people, posts, groups and organisations told apart in the words of a plan."""

from objektiv.plans.responsible.reading import understand_responsible
from objektiv.plans.responsible.words import Kind, Responsible

__all__ = ["Kind", "Responsible", "understand_responsible"]
