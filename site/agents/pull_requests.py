"""The page of a pull request, for the people who review it."""

from django.shortcuts import get_object_or_404, render
from helpdesk.decorators import helpdesk_staff_member_required

from agents.models import PullRequest


@helpdesk_staff_member_required
def pull_request_page(request, name):
    """Intent and state of the branch; 404 when it has no pull request."""
    pull_request = get_object_or_404(PullRequest.objects.select_related("branch"), branch__name=name)
    return render(request, "agents/pull_request.html", {"pull_request": pull_request})
