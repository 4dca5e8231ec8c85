from django.apps import AppConfig


class ControlConfig(AppConfig):
    """What tests need to see and to provoke. Its state lives in the memory of the server process."""

    name = "control"
