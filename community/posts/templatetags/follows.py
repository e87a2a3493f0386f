"""What the buttons to follow a topic ask for by themselves, so that any page can include them."""

from django import template

from community.notifications.models import Mute
from community.posts.kinds import kinds
from community.posts.models import Watch
from community.posts.spots import places_at

register = template.Library()


@register.simple_tag(takes_context=True)
def follows_topic(context, topic):
    """Whether the reader follows the topic: one query for all of a page, none for visitors."""
    request = context["request"]
    if not hasattr(request, "followed_topics"):
        me = request.user
        mine = Watch.objects.filter(member=me).exclude(topic="") if me.is_authenticated else Watch.objects.none()
        request.followed_topics = set(mine.values_list("topic", flat=True))
    return topic in request.followed_topics


@register.simple_tag(takes_context=True)
def mutes_topic(context, topic):
    """Whether the reader hears nothing of the topic: one query for all of a page, none for visitors."""
    request = context["request"]
    if not hasattr(request, "muted_topics"):
        me = request.user
        mine = Mute.objects.filter(member=me) if me.is_authenticated else Mute.objects.none()
        request.muted_topics = set(mine.filter(covers=Mute.Covers.ALL).values_list("topic", flat=True))
    return topic in request.muted_topics


@register.simple_tag
def place_of(post):
    """The nearest known place where a post is, as {"topic", "name"}; None where there is none. One query."""
    return next(({"topic": f"place:{pk}", "name": name} for pk, name in places_at(post)), None)


@register.filter
def kind_plural(code):
    """ "incident" → “Signalements”."""
    return kinds()[code].plural if code in kinds() else code
