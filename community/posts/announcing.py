"""A post has just become public: it enters its feeds, and open ones are told."""

from . import feed


def announce(post, quietly=False):
    """Within the transaction that publishes. Unless `quietly`, open feeds hear that there is something new."""
    feed.enter(post, quietly)
