"""What is no post yet: a photo that is still arriving, a form that is still being written."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Arrival(models.Model):
    """A photo of which `received` of `total` bytes have come. They lie in the private storage, and are a Photo as soon
    as they are all there (community.posts.arrivals)."""

    key = models.UUIDField(unique=True, editable=False)
    uploader = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    claim = models.CharField(max_length=64, blank=True)
    role = models.CharField(max_length=12)
    name = models.CharField(max_length=200, blank=True)
    total = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    touched_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("photo en route")
        verbose_name_plural = _("photos en route")

    def __str__(self):
        return f"{self.key} {self.received}/{self.total}"

    @property
    def folder(self):
        return f"arrivals/{self.key.hex}"


class Draft(models.Model):
    """A form that a member has begun: its fields as they would be sent ({name: [values]}), its photos held by
    "draft:<id>". `form` is the code of the kind of post it would become, `key` the client_key of that form."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=40)
    key = models.UUIDField(default=uuid.uuid4)
    data = models.JSONField(default=dict)
    # The open page that wrote last: another one that knows an older state writes into a draft of its own.
    writer = models.CharField(max_length=40, blank=True)
    sequence = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("brouillon")
        verbose_name_plural = _("brouillons")
        constraints = [models.UniqueConstraint(fields=["member", "form", "key"], name="draft_once")]

    def __str__(self):
        return f"{self.member_id} {self.form} {self.key}"

    @property
    def topic(self):
        return f"draft:{self.pk}"

    @property
    def title(self):
        return next((words for words in self.data.get("title", []) if words.strip()), "")

    @property
    def photo_keys(self):
        return self.data.get("photo_keys", [])
