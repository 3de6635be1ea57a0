"""What upper floors may hear: they stand on this app, it does not know them."""

from __future__ import annotations

from django.dispatch import Signal

# Sent inside the transaction with ``run``, ``replaced`` (runs that stopped being active) and ``by``. A receiver that
# raises undoes the activation.
run_activated = Signal()

# Sent inside the transaction with ``procedure`` and ``by`` when a line of the calendar is added, cancelled, or has
# other days. A receiver that raises undoes the change.
procedure_changed = Signal()
