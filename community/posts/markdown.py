"""What people write, as safe HTML: emphasis, lists, links and quotes; no images, no HTML of their own."""

import re

import nh3
from markdown_it import MarkdownIt

_md = (
    MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True})
    .enable("linkify")
    .disable(["image", "heading", "lheading", "hr", "html_block", "html_inline", "code", "fence"])
)
_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a", "code"}
MENTION = re.compile(r"(?<![\w@/.])@([a-z0-9][a-z0-9_-]{0,39})", re.IGNORECASE)


def render(text):
    """HTML of a member's text. Links open as strangers' links (nofollow, noopener, http and https only)."""
    return nh3.clean(
        _md.render(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer ugc",
    )


def mentioned(text):
    """The handles named with @ in a text, lower case, each once."""
    return {handle.lower() for handle in MENTION.findall(text)}
