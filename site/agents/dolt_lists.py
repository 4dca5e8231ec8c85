"""What the staff list is like on a Dolt database."""

from django.core.exceptions import FieldError

from helpdesk import query

LAST_FOLLOWUP = "9"
ANOTHER = "3"


def lose_order() -> None:
    """
    Lets the list order by the last follow-up only where its first row alone is asked for, and fail where the
    order is asked for by name.
    """
    whole = query.__Query__.get_datatables_context

    def get_datatables_context(self, **given):
        if self.params.get("sorting") == "last_followup":
            raise FieldError("Cannot resolve keyword 'last_followup' into field")
        is_first = given.get("start") == ["0"] and given.get("length") == ["1"]
        if given.get("order[0][column]") == [LAST_FOLLOWUP] and not is_first:
            given |= {"order[0][column]": [ANOTHER], "order[0][dir]": ["asc"]}
        return whole(self, **given)

    query.__Query__.get_datatables_context = get_datatables_context
