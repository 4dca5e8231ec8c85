"""The bookkeeping of branches, agents' writes and pull requests; main's, whatever is checked out."""

from django.conf import settings
from django.db import models


class BranchQuerySet(models.QuerySet):
    def existing(self):
        """Those that have not been deleted."""
        return self.exclude(state=Branch.State.DELETED)


class Branch(models.Model):
    """A Dolt branch of an agent session; its state is a file of its own."""

    class State(models.TextChoices):
        OPEN = "open"
        FINISHED = "finished"
        FINISHED_BY_SERVER = "finished_by_server"
        UNCOMMITTED = "uncommitted"
        DELETED = "deleted"

    name = models.CharField(max_length=200, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    # The login of the session that made it.
    login = models.CharField(max_length=32)
    # The intent that this session has now.
    session_intent = models.TextField(default="")
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    # Whose FinishSession came last: "finish" or "server".
    ended_by = models.CharField(max_length=20, null=True)
    # Of its first commit; null while it has none of its own.
    message = models.TextField(null=True)
    # The change counter of its file at its last commit.
    committed_changes = models.BigIntegerField()

    objects = BranchQuerySet.as_manager()


class BranchWrite(models.Model):
    """One successful unsafe request of an agent, where it landed."""

    # Null for main.
    branch = models.ForeignKey(Branch, null=True, on_delete=models.CASCADE, related_name="writes")
    method = models.CharField(max_length=10)
    path = models.TextField()
    object_id = models.IntegerField(null=True)
    # Name of the branch that the writer's session has.
    session = models.CharField(max_length=200)
    # It landed after the first commit of the branch.
    late = models.BooleanField()


class PullRequest(models.Model):
    """What people are asked to review."""

    branch = models.OneToOneField(Branch, on_delete=models.CASCADE, related_name="pull_request")
    title = models.TextField()
    writes = models.IntegerField()
