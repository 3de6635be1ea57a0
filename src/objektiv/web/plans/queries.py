"""What a person sees of plans."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from objektiv.web.access.models import Assignment, User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import holders, inside, live_assignments, paths_of, reachable
from objektiv.web.access.queries import live as live_on
from objektiv.web.access.roles import with_permission
from objektiv.web.audit.models import Record
from objektiv.web.plans.enums import IN_FORCE, PUBLIC, SAID, ActionStatus, ImportState, PlanState, Visa
from objektiv.web.plans.models import Action, Agreement, DateChange, Plan, PlanImport
from objektiv.web.territory.models import Unit


def visible_to(user: Any) -> QuerySet[Plan]:
    """Plans in force of one's part of the territory and where one is named; drafts for those who compose or approve."""
    return Plan.objects.filter(_seen(user)).select_related("unit__parent", "by", "controller")


def actions_visible_to(user: Any) -> QuerySet[Action]:
    """Rows of the plans that a person sees."""
    seen = visible_to(user).order_by().values("pk")
    return Action.objects.filter(plan__in=seen).select_related(
        "plan__unit", "section", "owner", "controller", "reported_by", "same_as", "excluded_by"
    )


def _seen(user: Any) -> Q:
    # That there is a plan for a case says that there is a case: such a plan is for those who see cases.
    told = Q(case__isnull=True) | reachable(user, Permission.CASES_VIEW, "unit__path")
    known = reachable(user, Permission.PLANS_VIEW, "unit__path") & Q(state__in=PUBLIC) & told
    writes = reachable(user, Permission.PLANS_EDIT, "unit__path")
    approves = reachable(user, Permission.PLANS_APPROVE, "unit__path")
    return known | writes | approves | (named(user) & Q(state__in=PUBLIC))


def named(user: Any) -> Q:
    """Plans in which the person is named: a plan of those above may give work to people below."""
    rows = Action.objects.filter(plan=OuterRef("pk"))
    mine = rows.filter(Q(owner=user.pk) | Q(controller=user.pk) | Q(executors=user.pk))
    return (Exists(mine) | Q(controller=user.pk)) & _tied(user)


def _tied(user: Any) -> Q:
    """Plans of places inside or above which the person has a role today: who left is not named any more."""
    paths = {held.unit.path for held in live_assignments(user)}
    above = {
        "/".join(parts[:depth]) + "/"
        for path in paths
        for parts in (path.strip("/").split("/"),)
        for depth in range(1, len(parts))
    }
    return inside(paths, "unit__path") | Q(unit__path__in=above)


def writable_units(user: Any) -> QuerySet[Unit]:
    """Organisations for which the person composes plans."""
    reached = Unit.objects.filter(reachable(user, Permission.PLANS_EDIT, "path"), closed_on__isnull=True)
    return reached.order_by("path")


def home_unit(user: Any) -> Unit | None:
    """The organisation for which the person most likely composes a plan: the widest one."""
    return Unit.objects.filter(path__in=paths_of(user, Permission.PLANS_EDIT)).order_by("path").first()


def own_imports(user: Any) -> QuerySet[PlanImport]:
    """Files that the person brought and may still turn into a plan."""
    return PlanImport.objects.filter(by=user).select_related("unit", "plan")


def open_imports(user: Any) -> QuerySet[PlanImport]:
    """Those that wait."""
    return own_imports(user).filter(state=ImportState.READ)


def people_for(path: str) -> QuerySet[User]:
    """Whom a plan of an organisation may name: people who see plans there, from above, and those of its schools."""
    seers = Assignment.objects.filter(role__in=with_permission(Permission.PLANS_VIEW))
    below = live_on(seers.filter(unit__path__startswith=path)).values("user")
    known = holders(Permission.PLANS_VIEW, path).values("pk")
    return User.objects.filter(Q(pk__in=known) | Q(pk__in=below), is_active=True).order_by(
        "last_name", "first_name", "pk"
    )


def live(actions: QuerySet[Action]) -> QuerySet[Action]:
    """Rows that no order took out of the plan."""
    return actions.filter(excluded_by__isnull=True)


def overdue(actions: QuerySet[Action], today: date) -> QuerySet[Action]:
    """Whose day has passed while nobody has said how it came out."""
    return live(actions).filter(due_on__lt=today, is_new=False).exclude(status__in=SAID)


def with_progress(plans: QuerySet[Plan], today: date) -> QuerySet[Plan]:
    """With numbers of rows, of those done, on check, overdue."""
    rows = Q(actions__excluded_by__isnull=True) & (Q(actions__is_new=False) | ~Q(state__in=IN_FORCE))
    late = rows & Q(actions__due_on__lt=today, actions__is_new=False) & ~Q(actions__status__in=SAID)
    return plans.annotate(
        total=Count("actions", filter=rows),
        accepted=Count("actions", filter=rows & Q(actions__status=ActionStatus.ACCEPTED)),
        reported=Count("actions", filter=rows & Q(actions__status=ActionStatus.REPORTED)),
        late=Count("actions", filter=late),
    )


def waiting_visas(user: Any) -> QuerySet[Agreement]:
    """Steps of agreement that wait now; whether this person may say the word, the rule decides."""
    earlier = Agreement.objects.filter(
        plan=OuterRef("plan"), round=OuterRef("round"), order__lt=OuterRef("order"), visa=Visa.WAITING
    )
    near = Q(unit__path__in=paths_of(user, Permission.PLANS_EDIT)) | Q(
        unit__path__in=paths_of(user, Permission.PLANS_APPROVE)
    )
    waiting = Agreement.objects.filter(near, visa=Visa.WAITING, plan__state=PlanState.AGREEMENT)
    return waiting.filter(~Exists(earlier)).select_related("plan__unit", "unit")


def waiting_step(plan: Plan) -> Agreement | None:
    """The organisation whose word the plan waits for now."""
    steps = plan.agreements.filter(visa=Visa.WAITING).select_related("unit", "plan__unit")
    return steps.order_by("round", "order").first() if plan.state == PlanState.AGREEMENT else None


def approving_paths(user: Any) -> list[str]:
    """Places at which the person approves plans: at themselves, not above them."""
    return [
        held.unit.path
        for held in live_assignments(user)
        if Permission.PLANS_APPROVE in held.role_class.permissions
    ]


def to_approve(user: Any) -> QuerySet[Plan]:
    """Plans that all above have agreed to and that wait for this person to approve them."""
    agreed = Plan.objects.filter(state=PlanState.AGREED, unit__path__in=approving_paths(user))
    return agreed.select_related("unit")


def unseen_changes(user: Any) -> QuerySet[DateChange]:
    """Days that moved with a procedure and that this person has not looked at; that others have changes nothing."""
    seen = DateChange.seen_by.through.objects.filter(datechange=OuterRef("pk"), user=user.pk)
    return DateChange.objects.filter(~Exists(seen)).select_related("action__plan", "procedure")


def changes_for(user: Any) -> QuerySet[DateChange]:
    """Of these, those of actions that the person owns or executes."""
    executed = Action.executors.through.objects.filter(action=OuterRef("action"), user=user.pk)
    return unseen_changes(user).filter(Q(action__owner=user.pk) | Exists(executed))


def changes_without_owner(user: Any) -> QuerySet[DateChange]:
    """Of these, those of actions that nobody owns, in the plans that the person leads."""
    led = reachable(user, Permission.PLANS_EDIT, "action__plan__unit__path")
    return unseen_changes(user).filter(led, action__owner__isnull=True)


def history_of(thing: Any) -> QuerySet[Record]:
    """What was done about a plan or an action."""
    return Record.objects.filter(object_type=thing._meta.label_lower, object_id=str(thing.pk))
