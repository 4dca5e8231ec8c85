"""A staff list that passes over parts of its question, as older releases pass over what they do not know."""

from django.conf import settings


def let_list_forget(parts: list[str]) -> None:
    """Serves the staff list without these parts: keys of its question, "order" the order beside it."""
    from helpdesk.query import __Query__

    class ForgetfulQuery(__Query__):
        def __init__(self, *given, **named):
            super().__init__(*given, **named)
            for part in parts:
                self.params.pop(part, None)

        def get_datatables_context(self, **asked):
            if "order" in parts:
                asked = {name: value for name, value in asked.items() if not name.startswith("order[")}
            return super().get_datatables_context(**asked)

    settings.HELPDESK_QUERY_CLASS = lambda: ForgetfulQuery
