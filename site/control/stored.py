"""What the database really holds, past every serializer, on main and on branches."""

from contextlib import contextmanager

from agents.models import Branch
from django.db import connection
from helpdesk.models import FollowUp, Ticket, TicketCustomFieldValue


@contextmanager
def on_branch(name: str | None):
    """Reads from a branch or "main"; without a name from the newest branch, main where there is none."""
    branches = Branch.objects.existing().order_by("pk")
    if name is None:
        newest = branches.last()
        name = newest.name if newest else "main"
    elif name != "main" and not branches.filter(name=name).exists():
        raise ValueError(f"There is no branch {name!r}")
    connection.check_out(None if name == "main" else name)
    try:
        yield
    finally:
        connection.check_out(None)


def _iso(moment) -> str | None:
    return moment.isoformat() if moment else None


def stored_ticket(ticket_id: int) -> dict | None:
    """One ticket with its custom values by name (moments in UTC), None when there is none."""
    ticket = Ticket.objects.filter(pk=ticket_id).first()
    if ticket is None:
        return None
    values = TicketCustomFieldValue.objects.filter(ticket=ticket).select_related("field")
    return {
        "id": ticket.pk,
        "queue": ticket.queue_id,
        "title": ticket.title,
        "description": ticket.description,
        "resolution": ticket.resolution,
        "submitter_email": ticket.submitter_email,
        "assigned_to": ticket.assigned_to_id,
        "status": ticket.status,
        "on_hold": ticket.on_hold,
        "priority": ticket.priority,
        "due_date": _iso(ticket.due_date),
        "merged_to": ticket.merged_to_id,
        "created": _iso(ticket.created),
        "modified": _iso(ticket.modified),
        "secret_key": ticket.secret_key,
        "custom": {value.field.name: value.value for value in values},
    }


def stored_followups(ticket_id: int) -> list[dict]:
    """The follow-ups of a ticket in the order of their ids, time spent in seconds."""
    followups = FollowUp.objects.filter(ticket_id=ticket_id).order_by("pk")
    return [
        {
            "id": followup.pk,
            "ticket": followup.ticket_id,
            "user": followup.user_id,
            "title": followup.title,
            "comment": followup.comment,
            "public": followup.public,
            "new_status": followup.new_status,
            "time_spent_seconds": (
                None if followup.time_spent is None else followup.time_spent.total_seconds()
            ),
            "date": _iso(followup.date),
            "message_id": followup.message_id,
            # Releases before 2.4 do not keep them.
            "email_recipients": getattr(followup, "email_recipients", None),
            "attachments": list(
                followup.followupattachment_set.values(
                    "id", "file", "filename", "mime_type", "size"
                )
            ),
        }
        for followup in followups.prefetch_related("followupattachment_set")
    ]
