"""Who hears of a new post: the members of the group it is said in, then those who follow one of its tags, its
category, its author, its quarter, its place, an area around its point, or words that stand in it. Never its author, nor
anybody who may not see it.

Watches are read in the order of their ids, some at a time, so that memory stays flat whoever has how many followers.
Whoever was told is known by the notification's key: a task that runs twice, or was killed half-way, tells each once."""

from itertools import groupby

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from shapely import intersects_xy
from shapely.geometry import shape

from community.groups.models import Membership
from community.notifications.crowds import notify_many
from community.notifications.models import Notification
from community.notifications.notify import notify
from community.places.boundaries import atlas

from .follow import link_to
from .kinds import kinds
from .models import Post, PostTag, Watch
from .readers import may_see
from .spots import places_at

BATCH = 500  # watches at a time
SHORTEST = 3  # letters of a followed word (watching.SHORTEST_WORD)


def tell(post_id):
    """Tell its group, and those who follow what it is about, each once; how many of the latter by this call."""
    post = Post.objects.select_related("author", "territory", "group").filter(pk=post_id).first()
    if post is None or not post.is_public:
        return 0
    topics = topics_of(post)
    about = [post.topic, *topics]
    if post.group:
        about.append(post.group.topic)
        _tell_group(post, about)
    return sum(_tell(post, batch, about) for batch in _batches(post, topics))


def _tell_group(post, about):
    """Whoever muted the group hears of its posts by no other way either."""
    inside = Membership.objects.filter(group=post.group_id, joined_at__isnull=False).values("member")
    members = get_user_model().objects.filter(pk__in=inside, is_active=True).exclude(pk=post.author_id)
    facts = {**_said(post), "text": post.text[:300], "group": post.group.name}
    key, link = _key(post), link_to(post)
    notify_many(may_see(members, post), "group_post", link, post.group.topic, key=key, facts=facts, about=about)


def _key(post):
    return f"new:{post.pk}"


def topics_of(post):
    """What may be followed because of a post: its tags, its territories and those around them, its author unless the
    post bears no name, the known places it is at, and what its kind adds."""
    slugs = PostTag.objects.filter(content_object=post.pk).values_list("tag__slug", flat=True)
    topics = [f"tag:{slug}" for slug in slugs]
    topics += [f"territory:{code}" for code in _territories(post)]
    topics += [f"place:{pk}" for pk, _name in places_at(post)]
    if post.author_id and not post.anonymous:
        topics.append(f"member:{post.author_id}")
    return [*topics, *kinds()[post.kind].subjects(post)] if post.kind in kinds() else topics


def _territories(post):
    known = {territory.pk: territory for territory in atlas().territories}
    codes = []
    for pk in [post.territory_id, *post.also_in.values_list("pk", flat=True)]:
        territory = known.get(pk)
        while territory:
            codes.append(territory.code)
            territory = territory.parent
    return dict.fromkeys(codes)


def _batches(post, topics):
    """Lists of watches that fit: first those of topics, then of words, then of areas."""
    yield from _by_id(Watch.objects.filter(topic__in=topics), post)
    words = post.folded.split()
    for some in _chunks(_beginnings(words)):
        yield from _by_id(Watch.objects.filter(rarest__in=some), post, lambda watch: _says(words, watch.words))
    if post.lat is None:
        return
    around = Watch.objects.filter(
        south__lte=post.lat, north__gte=post.lat, west__lte=post.lon, east__gte=post.lon, shape__isnull=False
    )
    yield from _by_id(around, post, lambda watch: intersects_xy(shape(watch.shape), post.lon, post.lat))


def _by_id(watches, post, fits=lambda watch: True):
    rows, after = watches.filter(Q(kind="") | Q(kind=post.kind)).exclude(member=post.author_id).order_by("pk"), 0
    while batch := list(rows.filter(pk__gt=after)[:BATCH]):
        after = batch[-1].pk
        yield [watch for watch in batch if fits(watch)]


def _beginnings(words):
    """Every beginning, of three letters or more, of the words of a text: what a followed word may be."""
    return sorted({word[:end] for word in set(words) for end in range(SHORTEST, min(len(word), 100) + 1)})


def _says(words, wanted):
    return all(any(word.startswith(one) for word in words) for one in wanted.split())


def _chunks(items):
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def _tell(post, watches, about):
    """Tell the members of some watches, each once, and say by which of them."""
    key = _key(post)
    wanted = {watch.member_id: watch for watch in reversed(watches)}
    told = Notification.objects.filter(key=key, recipient__in=wanted).values_list("recipient", flat=True)
    left = get_user_model().objects.filter(pk__in=set(wanted) - set(told), is_active=True)
    members = list(may_see(left, post)) if wanted else []
    by_reason = sorted(members, key=lambda member: _reason(wanted, member))
    link, count = link_to(post), 0
    for (subject, label, language), group in groupby(by_reason, key=lambda member: _reason(wanted, member)):
        facts = _facts(post, label, language)
        count += notify(
            list(group), "new_post", link, subject, key, facts, about=about, by=post.author, nameless=post.anonymous
        )
    return count


def _reason(wanted, member):
    watch = wanted[member.pk]
    return watch.subject, watch.label, member.language


def _facts(post, label, language):
    with translation.override(language):
        why = _("Parce que vous suivez « %(what)s ».") % {"what": label}
    return {**_said(post), "reason": label, "text": f"{why} {post.text[:300]}".strip()}


def _said(post):
    return {
        "title": post.title,
        "place": post.place_label or post.territory.name,
        "excerpt": post.text[:500],
        "who": "" if post.anonymous or post.author is None else post.author.name,
        "what": post.kind,
    }
