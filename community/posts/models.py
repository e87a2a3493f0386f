"""What every kind of publication has. Children (Incident…) add their own table; this one stays thin:
a field stands here only when every kind has it and the feed, the map or moderation reads it."""

import uuid

from django.conf import settings
from django.core.files.storage import default_storage, storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase, Tag

from community.groups.models import Group, Membership
from community.members.blocks import apart
from community.photos.refusals import words
from community.places.cells import cell_at
from community.places.models import Territory

from .spelling import Spelling  # noqa: F401  a model of this app
from .unfinished import Arrival, Draft  # noqa: F401  models of this app
from .watches import Watch  # noqa: F401  a model of this app


class Phase(models.TextChoices):
    """What the public sees of a post's state, on badges, pins and filters; kinds map their own states onto it."""

    OPEN = "open", _("Ouvert")
    SENT = "sent", _("Transmis")
    PROGRESS = "progress", _("En cours")
    DONE = "done", _("Résolu")
    CLOSED = "closed", _("Clos")


class PostQuerySet(models.QuerySet):
    def published(self):
        """What everybody may see."""
        return self.filter(published_at__isnull=False, hidden_at__isnull=True, group_only=False)

    def visible_to(self, member):
        """Published posts, those of one's groups, and one's own that moderation has hidden; not those of members
        apart from one by a block. Staff see hidden ones too, and moderate whoever blocked them."""
        if not member or not member.is_authenticated:
            return self.published()
        mine = Membership.objects.filter(group=models.OuterRef("group"), member=member, joined_at__isnull=False)
        rows = self.filter(models.Q(group_only=False) | models.Exists(mine), published_at__isnull=False)
        if member.is_staff:
            return rows
        rows = rows.filter(models.Q(hidden_at__isnull=True) | models.Q(author=member))
        return rows.met_by(member)

    def met_by(self, member):
        """Without what members apart from this one have signed. Staff meet everybody, and so do visitors.

        A post without a name stays: that it went when one blocked somebody would say whose it is."""
        if not member or not member.is_authenticated or member.is_staff:
            return self
        signed = models.Q(author__isnull=False, anonymous=False)
        return self.exclude(signed, author__in=apart(member))

    def near(self, lat, lon, metres):
        """Posts in the box of half-side `metres` around a point in degrees."""
        from community.places.distance import box

        south, west, north, east = box(lat, lon, metres)
        return self.filter(lat__range=(south, north), lon__range=(west, east))


class Post(models.Model):
    kind = models.CharField(max_length=20, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="posts", verbose_name=_("auteur")
    )
    anonymous = models.BooleanField(_("sans mon nom"), default=False)
    title = models.CharField(_("titre"), max_length=140)
    text = models.TextField(_("texte"), max_length=5000, blank=True)
    folded = models.TextField(editable=False, blank=True, help_text="title, text and place without accents or case")
    # Without a point it is said to a whole territory, and stands on no map.
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    # The map's square; None for what the public map does not show, so that tiles need no other condition.
    cell = models.BigIntegerField(null=True, editable=False)
    place_label = models.CharField(_("lieu"), max_length=200, blank=True)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="posts", verbose_name=_("territoire"))
    also_in = models.ManyToManyField(Territory, blank=True, related_name="posts_also", verbose_name=_("aussi dans"))
    group = models.ForeignKey(
        Group, models.CASCADE, null=True, blank=True, related_name="posts", verbose_name=_("groupe")
    )
    group_only = models.BooleanField(default=False, editable=False, help_text="only the group's members see it")
    state = models.CharField(_("état"), max_length=10, choices=Phase.choices, default=Phase.OPEN)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(_("publié le"), null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(_("masqué le"), null=True, blank=True)
    # From then on the thread is read and no longer written.
    comments_closed_at = models.DateTimeField(_("commentaires fermés le"), null=True, blank=True)
    # A re-sent form carries the same key and is the same post.
    client_key = models.UUIDField(null=True, blank=True, editable=False)
    born_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    # Moves with every change that someone could see: the thread's numbering and the cached card's version.
    sequence = models.PositiveBigIntegerField(default=0, editable=False)
    comment_count = models.PositiveIntegerField(default=0, editable=False)
    vote_count = models.PositiveIntegerField(default=0, editable=False)
    followers = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Follow", related_name="followed_posts")
    tags = TaggableManager(through="PostTag", blank=True, verbose_name=_("mots-clés"))

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        indexes = [
            # What a map tile reads, and nothing else: one BETWEEN in one covering index.
            models.Index(
                # The two dates are there for SQLite, which reads them although the condition settles them.
                fields=["cell", "id", "lat", "lon", "kind", "state", "published_at", "hidden_at"],
                name="post_tile",
                condition=models.Q(published_at__isnull=False, hidden_at__isnull=True),
            ),
            models.Index(fields=["-published_at", "-id"], name="post_newest"),
            models.Index(fields=["territory", "-published_at", "-id"], name="post_by_territory"),
            models.Index(fields=["group", "-published_at", "-id"], name="post_by_group"),
            models.Index(fields=["kind", "state", "-published_at"], name="post_by_state"),
            models.Index(fields=["author", "-published_at"], name="post_by_author"),
            models.Index(fields=["lat", "lon"], name="post_near"),
            models.Index(fields=["-vote_count", "-id"], name="post_most_seen"),
        ]
        constraints = [models.UniqueConstraint(fields=["author", "client_key"], name="post_sent_once")]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        from community.places.words import fold

        self.cell = None if self.lat is None or self.group_only else cell_at(self.lat, self.lon)
        self.folded = fold(f"{self.title} {self.text} {self.place_label}")
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "cell", "folded"}
        super().save(*args, **kwargs)

    @property
    def topic(self):
        return f"post:{self.pk}"

    @property
    def is_public(self):
        """Out, and not hidden: everybody may see it, or its group where it is for the group only."""
        return self.published_at is not None and self.hidden_at is None


def private_storage():
    return storages["private"]


class Photo(models.Model):
    """One picture: its original is private and short-lived, its renditions are public and bear no metadata.

    Those of a private message (Role.MESSAGE, from the moment they are received) have private renditions as well."""

    class State(models.TextChoices):
        RECEIVED = "received", _("reçue")
        READY = "ready", _("prête")
        REFUSED = "refused", _("refusée")

    class Role(models.TextChoices):
        REPORT = "report", _("photo du signalement")
        CONFIRMATION = "confirmation", _("photo d'une confirmation")
        COMMENT = "comment", _("photo d'un commentaire")
        AFTER = "after", _("photo après intervention")
        PORTRAIT = "portrait", _("photo d'un membre")
        MESSAGE = "message", _("photo d'un message privé")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    uploader = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="photos")
    claim = models.CharField(max_length=64, blank=True, help_text="whose it is while nobody is signed in")
    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="photos")
    comment = models.ForeignKey("Comment", models.CASCADE, null=True, blank=True, related_name="photos")
    # What has it instead of a post, as a topic: "message:12". Its module is named in settings.PHOTO_HOLDERS.
    holder = models.CharField(max_length=40, blank=True, editable=False)
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.REPORT)
    position = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    refusal = models.CharField(max_length=300, blank=True)
    original = models.FileField(upload_to="originals/%Y/%m", storage=private_storage, blank=True)
    original_name = models.CharField(max_length=200, blank=True)
    bytes = models.PositiveBigIntegerField(default=0)
    format = models.CharField(max_length=10, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    renditions = models.JSONField(default=dict, blank=True)
    alt = models.CharField(_("description pour qui ne voit pas la photo"), max_length=200, blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    processed_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    original_deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["next_at"], name="photo_due", condition=models.Q(state="received")),
            models.Index(fields=["received_at"], name="photo_loose", condition=models.Q(post__isnull=True)),
            models.Index(fields=["holder"], name="photo_held"),
        ]

    def __str__(self):
        return self.alt or str(self.key)

    def url(self, name="medium"):
        """Where everyone may fetch it: large (1600 px), medium (960), small (480), square (192), card (a JPEG).
        Empty until it is ready, and for what is private."""
        rendition = self.renditions.get(name)
        return default_storage.url(rendition["path"]) if rendition and not self.is_private else ""

    @property
    def is_private(self):
        return self.role == self.Role.MESSAGE

    @property
    def srcset(self):
        names = ("small", "medium", "large") if self.renditions and not self.is_private else ()
        widths = {self.renditions[name]["width"]: self.url(name) for name in names}
        return ", ".join(f"{url} {width}w" for width, url in widths.items())

    @property
    def why_refused(self):
        return words(self.refusal) if self.refusal else ""


class Comment(models.Model):
    """One entry of a post's thread: a neighbour's comment, the authority's official card, or a change of state."""

    class Kind(models.TextChoices):
        COMMENT = "comment", _("commentaire")
        OFFICIAL = "official", _("réponse officielle")
        STATE = "state", _("étape")

    post = models.ForeignKey(Post, models.CASCADE, related_name="comments")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.COMMENT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="comments"
    )
    # The body that speaks on an official card; a neighbour's comment has none.
    voice = models.CharField(max_length=120, blank=True)
    reply_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replies")
    text = models.TextField(max_length=4000, blank=True)
    html = models.TextField(blank=True, editable=False)
    facts = models.JSONField(default=dict, blank=True, help_text="what a card says besides, as data")
    # `number` is its place in the thread; `sequence` the thread's counter when it last changed.
    number = models.PositiveBigIntegerField()
    sequence = models.PositiveBigIntegerField()
    client_key = models.UUIDField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    # Moderation's: a stub stands in its place, the words stay here in case an objection is right.
    hidden_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("commentaire")
        verbose_name_plural = _("commentaires")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="comment_number_once"),
            models.UniqueConstraint(fields=["author", "client_key"], name="comment_sent_once"),
        ]
        indexes = [models.Index(fields=["post", "sequence"], name="comment_catch_up")]

    def __str__(self):
        return f"{self.post_id}#{self.number}"


class Vote(models.Model):
    """A neighbour's word on a post: "I see it too", and later "still there" or "gone". One per member."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="votes")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="votes")
    created_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, help_text="when they last saw it there")
    gone_at = models.DateTimeField(null=True, blank=True, help_text="when they said it is gone")

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        constraints = [models.UniqueConstraint(fields=["post", "member"], name="vote_once")]

    def __str__(self):
        return f"{self.member_id}→{self.post_id}"


class Follow(models.Model):
    post = models.ForeignKey(Post, models.CASCADE, related_name="follows")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("suivi")
        verbose_name_plural = _("suivis")
        constraints = [models.UniqueConstraint(fields=["post", "member"], name="follow_once")]

    def __str__(self):
        return f"{self.member_id}→{self.post_id}"


class FeedEntry(models.Model):
    """One line of a feed (community.posts.feed): a post, or a public body's answer in its thread, in one territory or
    in one group. Who may see it is asked of the post when the feed is read."""

    ANSWER = "answer"

    territory = models.ForeignKey(Territory, models.CASCADE, null=True, related_name="+", db_index=False)
    group = models.ForeignKey(Group, models.CASCADE, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    kind = models.CharField(max_length=20, help_text="the post's, or that of an answer")
    post = models.ForeignKey(Post, models.CASCADE, related_name="entries", db_index=False)
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="entries")
    # 0 for the post itself, the answer's own in its thread: (at, post, number) puts every feed in one order.
    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "number", "territory"], name="feed_once_a_territory"),
            models.UniqueConstraint(fields=["post", "number", "group"], name="feed_once_a_group"),
        ]
        indexes = [
            models.Index(fields=["territory", "-at", "-post", "-number"], name="feed_newest"),
            models.Index(fields=["territory", "kind", "-at", "-post", "-number"], name="feed_of_a_kind"),
            models.Index(fields=["group", "-at", "-post", "-number"], name="feed_of_a_group"),
        ]

    def __str__(self):
        return f"{self.territory_id or self.group_id}: {self.post_id}#{self.number}"


class FeedMark(models.Model):
    """How far a member has read a feed (home.feed.marks): moved at its end or by a click, never by opening it."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feed_marks", db_index=False)
    feed = models.CharField(max_length=60)
    read_to = models.TextField(help_text="a moment, and what had been seen of the minute before it")
    since = models.TextField(help_text="the same as this visit began")
    moved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "feed"], name="feed_mark_once")]

    def __str__(self):
        return f"{self.member_id}: {self.feed}"


class PostTag(ItemBase):
    """A tag on a post, by a plain foreign key (taggit's generic one would cost a content type and a join)."""

    content_object = models.ForeignKey(Post, models.CASCADE, related_name="tagged_items")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged_posts")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="post_tag_once")]


class MapCount(models.Model):
    """How many public posts of a kind and state lie in a coarse cell: what low-zoom tiles read.
    Moved in the same transaction as the post (community.posts.mapcounts)."""

    zoom = models.PositiveSmallIntegerField()
    cell = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=10)
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zoom", "cell", "kind", "state"], name="map_count_once")]

    def __str__(self):
        return f"{self.zoom}/{self.cell} {self.kind} {self.state}: {self.count}"
