"""Makes many rows quickly, for tests and benchmarks of a large helpdesk."""

from datetime import timedelta

from agents.ids import take_ids
from agents.states import commit_rows
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils import timezone
from fixture.people import assigned_staff
from helpdesk import settings as helpdesk_settings
from helpdesk.models import FollowUp, Queue, Ticket

BATCH = 1000
FIRST_CREATED = "2024-01-01 00:00:00"
# The first date, and as many minutes later as an id is behind the first one.
MINUTES_LATER = {
    "sqlite": "strftime('%%Y-%%m-%%d %%H:%%M:%%S', %s, '+' || (id - %s) || ' minutes')",
    "postgresql": "(%s || '+00')::timestamptz + (id - %s) * interval '1 minute'",
}


def create_tickets(count: int, followups_each: int) -> dict:
    """
    Tickets with consecutive ids, spread evenly over queues, statuses, priorities and staff (every
    third one unassigned), created one minute after another. They are on main and in its last commit.
    """
    first = take_ids("helpdesk_ticket", count)
    first_followup = take_ids("helpdesk_followup", count * followups_each)
    _fill_main(first, count, first_followup, followups_each)
    commit_rows({"helpdesk_ticket": first, "helpdesk_followup": first_followup})
    return {"firstId": first, "lastId": first + count - 1}


@transaction.atomic
def _fill_main(first: int, count: int, first_followup: int, followups_each: int) -> None:
    queues = list(Queue.objects.order_by("pk").values_list("pk", flat=True))
    statuses = [choice[0] for choice in helpdesk_settings.TICKET_STATUS_CHOICES]
    staff = list(assigned_staff().values_list("pk", flat=True))
    now = timezone.now()
    tickets, followups = [], []
    for index in range(count):
        number = first + index
        tickets.append(
            Ticket(
                pk=number,
                title=f"Bulk ticket {number}: device {index % 97} does not start",
                description=f"Reported at desk {index % 211}. Nothing is shown on the screen.",
                queue_id=queues[index % len(queues)],
                status=statuses[(index // len(queues)) % len(statuses)],
                priority=1 + (index // 2) % 5,
                assigned_to_id=None if index % 3 == 0 else staff[index % len(staff)],
                submitter_email=f"submitter{index % 53}@example.com",
                due_date=now + timedelta(days=index % 90) if index % 4 == 0 else None,
                # Releases before 2.4 set them when a ticket is saved, which a bulk is not.
                created=now,
                modified=now,
            )
        )
        for step in range(followups_each):
            followups.append(
                FollowUp(
                    pk=first_followup + len(followups),
                    ticket_id=number,
                    title="Comment",
                    comment=f"Step {step + 1} of the search for the cause on ticket {number}.",
                    public=step % 2 == 0,
                    user_id=staff[(index + step) % len(staff)],
                    date=now - timedelta(minutes=followups_each - step),
                )
            )
    Ticket.objects.bulk_create(tickets, batch_size=BATCH)
    FollowUp.objects.bulk_create(followups, batch_size=BATCH)
    _spread_created(first)


def _spread_created(first: int) -> None:
    """The model sets every ticket's date of creation to now, in bulk too."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE helpdesk_ticket SET created = {MINUTES_LATER[connection.vendor]} WHERE id >= %s",
            [FIRST_CREATED, first, first],
        )


@transaction.atomic
def create_users(users: list[dict]) -> list[int]:
    """Accounts without a usable password; returns their ids in the same order."""
    model = get_user_model()
    ids = []
    for given in users:
        user = model(
            **({"pk": given["id"]} if "id" in given else {}),
            username=given["username"],
            first_name=given.get("firstName", ""),
            last_name=given.get("lastName", ""),
            email=given.get("email", ""),
            is_staff=given.get("staff", False),
        )
        user.set_unusable_password()
        user.save()
        ids.append(user.pk)
    return ids
