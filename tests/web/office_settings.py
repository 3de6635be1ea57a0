"""Settings of the office for tests: no home folder of the machine, jobs at once, quick hashes of passwords."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="objektiv-test-")
os.environ["OBJEKTIV_HOME"] = _home
atexit.register(shutil.rmtree, _home, ignore_errors=True)

from objektiv.web.settings import *  # noqa: E402, F403 - the settings read the folder named above

HUEY = {"huey_class": "huey.MemoryHuey", "name": "test", "immediate": True}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
RAISE_JOB_ERRORS = True
if address := os.environ.get("OBJEKTIV_TEST_DATABASE"):
    from objektiv.web.environment import _postgresql

    DATABASES = {"default": _postgresql(address)}
