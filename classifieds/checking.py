"""What an ad is checked for before it is published: regulated goods, the same ad again, links, how many a newcomer may
send."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Reason:
    """Why, in the reader's language, and who says so."""

    words: str
    source: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class Verdict:
    """`refused` may not be published, `warned` asks its author to confirm that they have read it, `held` waits for a
    moderator."""

    refused: list[Reason] = field(default_factory=list)
    warned: list[Reason] = field(default_factory=list)
    held: list[Reason] = field(default_factory=list)


def verdict(author, *, intent, category, title, text, price_cents=None, tags=(), ad=None):
    """The Verdict on an ad as its form gives it; `ad` is the one being changed."""
    return Verdict()
