from django.apps import AppConfig


class AgentsConfig(AppConfig):
    """Agent sessions as the Dolt edition of django-helpdesk has them."""

    name = "agents"
    default_auto_field = "django.db.models.AutoField"

    def ready(self):
        from django.conf import settings

        if settings.OPTIONS.agents:
            from agents import signals  # noqa: F401  (connects the receivers)
