"""What the profile's form says of one's photo while it is being developed, or when it could not be."""

from django import template

from community.posts.models import Photo
from community.posts.portraits import of

register = template.Library()


@register.simple_tag
def portrait_of(member):
    """{"waiting": true} or {"refused": why} of the photo sent last; empty when it hangs or there is none."""
    last = of(member).last()
    if last is None or last.state == Photo.State.READY:
        return {}
    return {"waiting": True} if last.state == Photo.State.RECEIVED else {"refused": last.why_refused}
