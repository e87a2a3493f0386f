"""What changes how the public sees a post: published, moved to another state, hidden, shown again.

Each verb moves the row, the map's counts and the thread's sequence in one transaction."""

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from community import live
from community.places.cells import cell_at

from . import feed, mapcounts
from .announcing import announce
from .models import Post


def _locked(post):
    return Post.objects.select_for_update().only("cell", "kind", "state", "published_at", "hidden_at").get(pk=post.pk)


@transaction.atomic
def publish_post(post, at=None, quietly=False):
    """Make a draft public; False when it already was. One conditional update, one upsert of counts. `quietly` tells
    nobody."""
    at = at or timezone.now()
    claimed = Post.objects.filter(pk=post.pk, published_at=None).update(published_at=at, sequence=F("sequence") + 1)
    if claimed:
        mapcounts.shift([(post.cell, post.kind, post.state, +1)])
        post.published_at = at
        announce(post, quietly)
    return bool(claimed)


@transaction.atomic
def set_state(post, phase):
    """Move a post to a phase; False when it is there already."""
    row = _locked(post)
    post.state = phase
    if row.state == phase:
        return False
    Post.objects.filter(pk=post.pk).update(state=phase, sequence=F("sequence") + 1)
    if row.is_public:
        mapcounts.shift([(row.cell, row.kind, row.state, -1), (row.cell, row.kind, phase, +1)])
    return True


@transaction.atomic
def hide_post(post, at=None):
    """Take a post out of public sight; False when it was hidden already."""
    row = _locked(post)
    if row.hidden_at:
        return False
    post.hidden_at = at or timezone.now()
    Post.objects.filter(pk=post.pk).update(hidden_at=post.hidden_at, sequence=F("sequence") + 1)
    live.recheck(post.topic)
    if row.published_at:
        mapcounts.shift([(row.cell, row.kind, row.state, -1)])
    _moderated(post)
    return True


@transaction.atomic
def show_post(post):
    """Undo `hide_post`; False when it was not hidden."""
    row = _locked(post)
    if not row.hidden_at:
        return False
    post.hidden_at = None
    Post.objects.filter(pk=post.pk).update(hidden_at=None, sequence=F("sequence") + 1)
    if row.published_at:
        mapcounts.shift([(row.cell, row.kind, row.state, +1)])
    _moderated(post)
    return True


def _moderated(post):
    for dotted in settings.POST_HIDDEN:
        import_string(dotted)(post)


@transaction.atomic
def move_post(post, lat, lon, territory):
    """The post stands somewhere else: at a point in degrees, or (None, None) somewhere in `territory`. The map's counts
    and its lines in feeds go with it; nobody is told anew."""
    row = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    cell = None if lat is None or row.group_only else cell_at(lat, lon)
    fields = {"lat": lat, "lon": lon, "cell": cell, "territory": territory}
    Post.objects.filter(pk=post.pk).update(**fields, sequence=F("sequence") + 1)
    for name, value in fields.items():
        setattr(post, name, value)
    if row.is_public:
        mapcounts.shift([(row.cell, row.kind, row.state, -1), (cell, row.kind, row.state, +1)])
    feed.move(post, row.territory_id)


@transaction.atomic
def take_off_the_map(post):
    """The post stands nowhere any more: its point is forgotten."""
    row = _locked(post)
    Post.objects.filter(pk=post.pk).update(lat=None, lon=None, cell=None, sequence=F("sequence") + 1)
    post.lat = post.lon = post.cell = None
    if row.is_public:
        mapcounts.shift([(row.cell, row.kind, row.state, -1)])
