"""The control pages: JSON in, JSON out, for the tests that started this server."""

import json

from agents.memory import MEMORIES
from agents.states import commit_main
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt

from control import branches, bulk, mail, relations, stored
from control.expiry import expire_sessions
from control.faults import FAULTS, Fault
from control.knowledge import fill_knowledge
from control.request_log import LOG
from control.reset import reset_site


def _clear_requests(_):
    LOG.clear()


def _fail_next(given):
    FAULTS.order(Fault(**given))


def _ticket(query):
    with stored.on_branch(query.get("on")):
        return stored.stored_ticket(int(query["id"]))


def _followups(query):
    with stored.on_branch(query.get("on")):
        return stored.stored_followups(int(query["ticket"]))


# What can be read, and what can be done, each with the object that was sent.
READ = {
    "branches": lambda _: branches.stored_branches(),
    "main-writes": lambda _: branches.writes_on_main(),
    "pull-requests": lambda _: branches.stored_pull_requests(),
    "mails": lambda _: list(mail.MESSAGES),
    "requests": lambda _: LOG.report(),
    "ticket": _ticket,
    "followups": _followups,
}
DO = {
    "reset": lambda _: reset_site(),
    "reset-requests": _clear_requests,
    "clear-faults": lambda _: FAULTS.clear(),
    "expire-sessions": lambda given: expire_sessions(given.get("username")),
    "forget-agent-sessions": lambda _: MEMORIES.forget(),
    "commit-main": lambda _: commit_main(),
    "fail-next": _fail_next,
    "create-tickets": lambda given: bulk.create_tickets(given["count"], given["followUpsEach"]),
    "fill-knowledge": lambda given: fill_knowledge(given["categories"], given["replies"]),
    "add-custom-fields": lambda given: relations.add_custom_fields(given["fields"]),
    "add-copy": lambda given: relations.add_copy(given["ticket"], given["email"]),
    "add-dependency": lambda given: relations.add_dependency(given["ticket"], given["dependsOn"]),
    "create-users": lambda given: bulk.create_users(given["users"]),
}


@csrf_exempt
def control(request, name):
    """Answers with what the named function returned; a name that is not there is a 404."""
    functions = DO if request.method == "POST" else READ
    if name not in functions:
        return JsonResponse({"error": f"No control {name!r}"}, status=404)
    given = json.loads(request.body) if request.method == "POST" else request.GET
    try:
        return JsonResponse(functions[name](given), safe=False)
    except (KeyError, TypeError, ValueError) as error:
        return JsonResponse({"error": repr(error)}, status=400)
