"""A post has just become public: it enters its feeds, open ones are told, and those who follow what it is about."""

from django_tasks import task

from . import feed


def announce(post, quietly=False):
    """Within the transaction that publishes. Unless `quietly`, open feeds hear that there is something new, and a
    worker tells those who follow its tags, its category, its place…"""
    feed.enter(post, quietly)
    if not quietly:
        tell_new.enqueue(post.pk)


@task
def tell_new(post_id):
    """Tell those who follow what a new post is about. Run again, it tells nobody twice."""
    from .telling_new import tell

    tell(post_id)
