from django.apps import AppConfig
from django.conf import settings


class ControlConfig(AppConfig):
    """What tests need to see and to provoke. Its state lives in the memory of the server process."""

    name = "control"

    def ready(self):
        from control.forgetful_list import let_list_forget

        if parts := getattr(settings, "CONTROL_LIST_IGNORES", None):
            let_list_forget(parts)
