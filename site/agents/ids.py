"""Numbers rows over all branches together, as Dolt does: no two states give the same id twice."""

import threading

from django.conf import settings
from django.db.models import AutoField
from django.db.models.signals import pre_save
from django.dispatch import receiver

from agents import states

_lock = threading.Lock()
# The last id of each table; None while the fixture is built, which the database numbers by itself.
_last: dict[str, int] | None = None
# Tables whose next row gets the id 0, as the first one of a table that Dolt renamed.
_from_zero: set[str] = set()


def begin_numbering() -> None:
    """Goes on behind the ids that there are; to be called when the states were replaced."""
    global _last
    with _lock:
        _last = states.highest_ids()
        if settings.OPTIONS.dolt_database:
            _from_zero.add("helpdesk_followupattachment")


def take_ids(table: str, count: int = 1) -> int:
    """The first of so many consecutive ids that nobody else gets."""
    with _lock:
        first = _last.get(table, 0) + 1
        if table in _from_zero:
            _from_zero.remove(table)
            return 0
        _last[table] = first + count - 1
        return first


@receiver(pre_save)
def number_row(sender, instance, raw, **_):
    options = sender._meta
    if raw or _last is None or instance.pk is not None or not states.is_branched(options.db_table):
        return
    if isinstance(options.pk, AutoField):
        instance.pk = take_ids(options.db_table)
