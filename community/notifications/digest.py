"""What waits for a member's morning digest. Whoever writes the digest collects it here and says when it has gone."""

from django.db.models import Exists, OuterRef

from .models import Mail, Mute, Notification
from .volume import is_away, volume_of


def waiting_for_digest(member, at=None):
    """The member's notifications for the next digest, newest first: unread, not muted since. None at all while they are
    on holiday or want no mail; it then waits for the first digest after."""
    if member.mail_stopped_at or is_away(volume_of(member), member, at):
        return Notification.objects.none()
    muted = Mute.objects.filter(member=member, topic=OuterRef("topic"))
    return Notification.objects.filter(~Exists(muted), recipient=member, mail=Mail.DIGEST, read_at=None)


def mark_digested(rows, at):
    """`rows` (a queryset or a list) stand in a digest that left at `at`. How many; one that was counted up since they
    were read waits for the next digest again."""
    pks = [row.pk for row in rows]
    return Notification.objects.filter(pk__in=pks, mail=Mail.DIGEST, created_at__lte=at).update(mail=Mail.DIGESTED)
