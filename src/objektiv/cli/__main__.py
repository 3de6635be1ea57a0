"""``python -m objektiv.cli``."""

from objektiv.cli.main import run

run()
