"""What the server remembers of agent sessions, their branches, writes and pull requests."""

from django.conf import settings
from django.db import models


class AgentSession(models.Model):
    """One login of an agent account. `key` stands in the Django session, whatever its engine."""

    key = models.CharField(max_length=32, primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    # The branch and the intent that the latest request of the session had.
    branch = models.ForeignKey("Branch", null=True, on_delete=models.SET_NULL, related_name="+")
    intent = models.TextField(default="")
    ended = models.BooleanField(default=False)


class Branch(models.Model):
    """A Dolt branch. A branch that is still open belongs to a session that has not ended."""

    class State(models.TextChoices):
        OPEN = "open"
        FINISHED = "finished"
        FINISHED_BY_SERVER = "finished_by_server"
        UNCOMMITTED = "uncommitted"
        DELETED = "deleted"

    name = models.CharField(max_length=200, unique=True)
    session = models.ForeignKey(AgentSession, on_delete=models.CASCADE, related_name="branches")
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    ended_by = models.CharField(max_length=20, null=True)
    intent = models.TextField(default="")


class BranchWrite(models.Model):
    """One successful unsafe request, on the branch which that request saw."""

    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="writes")
    method = models.CharField(max_length=10)
    path = models.TextField()
    object_id = models.IntegerField(null=True)
    # The branch had already ended when this was answered.
    late = models.BooleanField()


class PullRequest(models.Model):
    """What people are asked to review."""

    branch = models.OneToOneField(Branch, on_delete=models.CASCADE, related_name="pull_request")
    title = models.TextField()
    writes = models.IntegerField()
