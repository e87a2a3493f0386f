"""A number is read from a chip or a frame: does somebody look for it? Who does is told; who asks learns no name."""

from community.members.blocks import apart
from community.members.showing import accepts_messages
from community.notifications.notify import notify

from .models import Item, Side
from .numbers import hash_of


def waiting_for(number, member):
    """What is looked for by this number, for a member: newest first. Raises ValidationError for what is no number."""
    known = hash_of(number)
    if not known:
        return []
    rows = Item.objects.published().filter(number_hash=known, side=Side.LOST, closed_at=None, author__isnull=False)
    rows = rows.exclude(author__in=apart(member)).select_related("author")
    return list(rows.order_by("-listed_at")[:5])


def write_to(items, member, text, client_key):
    """Tell those who look for it what a member says, with a way to answer; the same key once. How many were told."""
    return sum(_tell(item, member, text, client_key) for item in items)


def _tell(item, member, text, client_key):
    answer = f"/messages/new/?to={member.handle}"
    link = answer if accepts_messages(member, item.author) else item.get_absolute_url()
    facts = {"title": item.title, "who": member.name, "text": text}
    key = f"number:{item.pk}:{client_key}"
    return notify([item.author], "item_number_found", link, item.topic, key, facts, by=member)
