"""What neighbours write, as HTML: emphasis, lists, quotes and links; no HTML of their own, no pictures."""

import re
from html import unescape

import nh3
from markdown_it import MarkdownIt

_MARKDOWN = (
    MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True})
    .enable("linkify")
    .disable(["image", "heading", "lheading", "hr", "code", "fence", "html_block", "html_inline", "reference"])
)
_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "a"}
_MENTION = re.compile(r"(?<![\w@/.])@([a-z0-9][a-z0-9_-]{0,39})", re.IGNORECASE)


def render(text):
    """HTML that is safe to show to everybody."""
    return nh3.clean(
        _MARKDOWN.render(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener noreferrer",
    ).strip()


def plain(text):
    """The words alone, on one line: for cards, search and mails."""
    return " ".join(unescape(nh3.clean(_MARKDOWN.render(text), tags=set())).split())


def mentioned(text):
    """The handles named with @, in lower case, each once, ten at most."""
    return list(dict.fromkeys(handle.lower() for handle in _MENTION.findall(text)))[:10]
