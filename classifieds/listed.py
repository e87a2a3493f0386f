"""Being on the list: an ad enters it when it is published, renewed or free again, and leaves it when it is over.

Both within the transaction of the act that causes it, so that the list, its counts and those who search are told of the
same thing."""


def enter(ad, at):
    """The ad stands on the list, at the moment `at`; whether it was on none before."""
    fresh = ad.listed_at is None
    ad.listed_at = at
    type(ad).objects.filter(pk=ad.pk).update(listed_at=at)
    return fresh


def leave(ad):
    """The ad stands on no list any more; False when it stood on none."""
    if ad.listed_at is None:
        return False
    ad.listed_at = None
    return bool(type(ad).objects.filter(pk=ad.pk, listed_at__isnull=False).update(listed_at=None))
