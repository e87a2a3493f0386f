"""The blocks an editor may put into a page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock


class Story(blocks.StreamBlock):
    heading = blocks.CharBlock(label=_("Intertitre"), icon="title", template="home/blocks/heading.html")
    text = blocks.RichTextBlock(
        label=_("Texte"), features=["bold", "italic", "link", "ol", "ul"], template="home/blocks/text.html"
    )
    image = ImageBlock(label=_("Image"), template="home/blocks/image.html")
    callout = blocks.StructBlock(
        [("title", blocks.CharBlock(label=_("Titre"))), ("text", blocks.TextBlock(label=_("Texte")))],
        label=_("Encadré"),
        icon="help",
        template="home/blocks/callout.html",
    )
    steps = blocks.ListBlock(
        blocks.StructBlock(
            [("title", blocks.CharBlock(label=_("Titre"))), ("text", blocks.TextBlock(label=_("Texte")))]
        ),
        label=_("Étapes"),
        icon="list-ol",
        template="home/blocks/steps.html",
    )
