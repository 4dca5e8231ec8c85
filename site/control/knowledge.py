"""Fills the knowledge base and the canned replies, which the fixture leaves empty."""

from django.db import transaction
from helpdesk.models import KBCategory, KBItem, PreSetReply


@transaction.atomic
def fill_knowledge(categories: list[dict], replies: list[dict]) -> None:
    """
    Replaces what is there. Articles and replies get the ids 1, 2, … in the order in which they are given.
    """
    for model in (KBItem, KBCategory, PreSetReply):
        model.objects.all().delete()
    number = 0
    for given in categories:
        category = KBCategory.objects.create(
            name=given["title"],
            title=given["title"],
            slug=given["slug"],
            description=given["description"],
            public=given["public"],
            queue_id=given["queue"],
        )
        for article in given["articles"]:
            number += 1
            KBItem.objects.create(
                pk=number,
                category=category,
                title=article["title"],
                question=article["question"],
                answer=article["answer"],
                votes=article["votes"],
                recommendations=article["recommendations"],
                enabled=article["enabled"],
            )
    for number, given in enumerate(replies, start=1):
        reply = PreSetReply.objects.create(pk=number, name=given["name"], body=given["body"])
        reply.queues.set(given["queues"])
