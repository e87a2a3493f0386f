"""Who follows a place."""

from community.posts.models import Watch


def followers_of_place(pk):
    """The ids of the active members who follow a place (the topic "place:<id>")."""
    if pk is None:
        return []
    rows = Watch.objects.filter(topic=f"place:{pk}", member__is_active=True)
    return list(rows.order_by("member").values_list("member", flat=True).distinct())


def follows_place(member, pks):
    """Of the places (ids), those that a member follows."""
    rows = Watch.objects.filter(topic__in=[f"place:{pk}" for pk in pks], member=member)
    return {int(topic.partition(":")[2]) for topic in rows.values_list("topic", flat=True)}
