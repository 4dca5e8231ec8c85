"""What hangs on a ticket and is not in the API: people in copy, and other tickets that it waits for."""

from helpdesk.models import Ticket, TicketCC, TicketDependency


def add_copy(ticket_id: int, email: str) -> None:
    """Puts an address in copy of a ticket, and lets the ticket's queue mail those."""
    ticket = Ticket.objects.get(pk=ticket_id)
    ticket.queue.enable_notifications_on_email_events = True
    ticket.queue.save()
    TicketCC.objects.create(ticket=ticket, email=email, can_view=True)


def add_dependency(ticket_id: int, depends_on: int) -> None:
    """Lets a ticket wait for another one."""
    TicketDependency.objects.create(ticket_id=ticket_id, depends_on_id=depends_on)
