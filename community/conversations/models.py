"""Private messages: what a few members say to one another, and nobody else reads."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.members.blocks import apart
from community.posts.models import Post


class Conversation(models.Model):
    """Between two members, about a post or about nothing; or a small group, which may have a name."""

    # One for a post and its pair, one for a pair without a post; None once it has ended, so that another may begin.
    key = models.CharField(max_length=80, unique=True, null=True, editable=False)
    is_group = models.BooleanField(default=False, editable=False)
    name = models.CharField(_("nom"), max_length=80, blank=True)
    post = models.ForeignKey(
        Post, models.SET_NULL, null=True, blank=True, related_name="conversations", verbose_name=_("à propos de")
    )
    post_title = models.CharField(max_length=140, blank=True, editable=False, help_text="stays when the post is gone")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Moves with every change under the row's lock: messages are numbered by it, pages catch up by it.
    sequence = models.PositiveBigIntegerField(default=0, editable=False)
    closes_at = models.DateTimeField(_("se ferme le"), null=True, blank=True, help_text="what it is about has ended")
    ended_at = models.DateTimeField(_("fermée le"), null=True, blank=True)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Participant", related_name="conversations")

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        indexes = [
            models.Index(fields=["started_by", "created_at"], name="conversation_by_starter"),
            models.Index(
                fields=["closes_at"],
                name="conversation_closing",
                condition=models.Q(closes_at__isnull=False, ended_at__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.pk}"

    @property
    def topic(self):
        return f"conversation:{self.pk}"


class ParticipantQuerySet(models.QuerySet):
    def present(self):
        """Those who have not left."""
        return self.filter(left_at=None)


class Participant(models.Model):
    """A member in a conversation, and how far they have read."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="participants")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="participations")
    joined_at = models.DateTimeField(default=timezone.now)
    joined_after = models.PositiveBigIntegerField(default=0, help_text="sees the messages with a greater number")
    left_at = models.DateTimeField(null=True, blank=True)
    muted_at = models.DateTimeField(null=True, blank=True)
    read_up_to = models.PositiveBigIntegerField(default=0, help_text="the number of the last message read")
    # Moved in the transaction that writes a message, so that a list and a badge read one index and nothing else.
    unread = models.PositiveIntegerField(default=0)
    moved_at = models.DateTimeField(default=timezone.now, help_text="when something was last said")
    # When to tell them, elsewhere than here, of what they have not read (community.conversations.telling).
    tell_at = models.DateTimeField(null=True, blank=True)
    told_up_to = models.PositiveBigIntegerField(default=0)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [models.UniqueConstraint(fields=["conversation", "member"], name="participant_once")]
        indexes = [
            models.Index(
                fields=["member", "-moved_at", "-id"], name="participant_list", condition=models.Q(left_at__isnull=True)
            ),
            models.Index(
                fields=["member"], name="participant_unread", condition=models.Q(unread__gt=0, left_at__isnull=True)
            ),
            models.Index(fields=["tell_at"], name="participant_to_tell", condition=models.Q(tell_at__isnull=False)),
        ]

    def __str__(self):
        return f"{self.member_id} in {self.conversation_id}"


class MessageQuerySet(models.QuerySet):
    def seen_by(self, participant):
        """What was said since they joined, in a group without those apart from them by a block."""
        rows = self.filter(conversation=participant.conversation_id, number__gt=participant.joined_after)
        if not participant.conversation.is_group:
            return rows
        return rows.filter(models.Q(author=None) | ~models.Q(author__in=apart(participant.member_id)))


class Message(models.Model):
    """One thing said, or one thing that happened to a group (`act`). `number` is its place in the conversation,
    `sequence` the conversation's counter when it last changed."""

    class Act(models.TextChoices):
        SAID = "", _("dit")
        JOINED = "joined", _("arrive")
        LEFT = "left", _("part")
        NAMED = "named", _("donne un nom")

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="messages")
    act = models.CharField(max_length=10, choices=Act.choices, default=Act.SAID, blank=True)
    text = models.TextField(max_length=4000, blank=True)
    html = models.TextField(blank=True, editable=False, help_text="whole, as its author sees it")
    # Phone numbers and addresses in it; the others see them only once the author shares them.
    details = models.PositiveSmallIntegerField(default=0)
    shared_at = models.DateTimeField(null=True, blank=True)
    number = models.PositiveBigIntegerField()
    sequence = models.PositiveBigIntegerField()
    client_key = models.UUIDField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True, help_text="by its author, words and photos with it")
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="by moderation, which may give it back")

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="message_number_once"),
            models.UniqueConstraint(fields=["author", "client_key"], name="message_sent_once"),
        ]
        indexes = [models.Index(fields=["conversation", "sequence"], name="message_catch_up")]

    def __str__(self):
        return f"{self.conversation_id}#{self.number}"

    @property
    def topic(self):
        return f"message:{self.pk}"

    @property
    def is_gone(self):
        return bool(self.removed_at or self.hidden_at)
