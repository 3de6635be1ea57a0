"""The application that a server of pages calls."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "objektiv.web.settings")
application = get_wsgi_application()

if multiprocessing.parent_process() is not None:  # one of the processes that ``objektiv serve`` starts
    from objektiv.web.shell.running import live_with_server

    live_with_server(Path(settings.OBJEKTIV_HOME), beats=False)
