"""Settings of the office for tests: no home folder of the machine, jobs at once, quick hashes of passwords."""

from __future__ import annotations

import os
import tempfile

os.environ["OBJEKTIV_HOME"] = tempfile.mkdtemp(prefix="objektiv-test-")

from objektiv.web.settings import *  # noqa: F403

HUEY = {"huey_class": "huey.MemoryHuey", "name": "test", "immediate": True}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
RAISE_JOB_ERRORS = True
if address := os.environ.get("OBJEKTIV_TEST_DATABASE"):
    from objektiv.web.environment import _postgresql

    DATABASES = {"default": _postgresql(address)}
