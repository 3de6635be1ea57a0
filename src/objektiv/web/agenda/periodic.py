"""While the office runs, its worker of background jobs looks every quarter of an hour whom to remind.

It also forgets what was told long ago.
"""

from __future__ import annotations

import logging

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from objektiv.web.agenda.domain.forgetting import forget_notices
from objektiv.web.agenda.domain.reminding import MailError, remind

log = logging.getLogger(__name__)


@db_periodic_task(crontab(minute="*/15"))  # type: ignore[untyped-decorator]  # huey has no types
def remind_people() -> None:
    """One round; a server of mail that is away is tried again by the next one."""
    forget_notices()
    try:
        remind()
    except MailError:
        log.exception("mail server is away")
