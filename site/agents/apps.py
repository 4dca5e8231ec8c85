from django.apps import AppConfig


class AgentsConfig(AppConfig):
    """Agent sessions and their branches as the Dolt edition of django-helpdesk has them."""

    name = "agents"
    default_auto_field = "django.db.models.AutoField"

    def ready(self):
        from django.conf import settings

        from agents import ids  # noqa: F401  (connects the receiver)

        if settings.OPTIONS.dolt_database:
            from agents.dolt_lists import lose_order

            lose_order()
        if settings.OPTIONS.agents:
            from agents import signals  # noqa: F401  (connects the receivers)
