"""The pictures that editors put on their pages (members' photos are community.posts.Photo)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class EditorImage(AbstractImage):
    credit = models.CharField(_("crédit"), max_length=200, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class EditorRendition(AbstractRendition):
    image = models.ForeignKey(EditorImage, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="editor_rendition_once")
        ]
