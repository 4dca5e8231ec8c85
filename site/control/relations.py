"""What hangs on tickets and cannot be made by the API: people in copy, dependencies, custom fields."""

from helpdesk.models import CustomField, Ticket, TicketCC, TicketDependency


def add_copy(ticket_id: int, email: str) -> None:
    """Puts an address in copy of a ticket, and lets the ticket's queue mail those."""
    ticket = Ticket.objects.get(pk=ticket_id)
    ticket.queue.enable_notifications_on_email_events = True
    ticket.queue.save()
    TicketCC.objects.create(ticket=ticket, email=email, can_view=True)


def add_dependency(ticket_id: int, depends_on: int) -> None:
    """Lets a ticket wait for another one."""
    TicketDependency.objects.create(ticket_id=ticket_id, depends_on_id=depends_on)


def add_custom_fields(fields: list[dict]) -> None:
    """Adds custom fields, in their order, behind those that there are."""
    for place, field in enumerate(fields, start=100):
        CustomField.objects.create(
            name=field["name"],
            label=field["label"],
            data_type=field["dataType"],
            max_length=field.get("maxLength"),
            decimal_places=field.get("decimalPlaces"),
            list_values="\n".join(field.get("choices", [])),
            required=field.get("required", False),
            ordering=place,
        )
