"""What the admin's first page says of the desk."""

from allauth.mfa.models import Authenticator
from django.db.models import Count, Q
from django.utils import timezone

from .sitting import sitting_of


def counts(member):
    """How many open tickets wait in all, for nobody, late, to be sorted out, and with this member. Two queries."""
    return (
        sitting_of(member)
        .tickets()
        .open()
        .aggregate(
            all=Count("pk"),
            nobody=Count("pk", filter=Q(assignee=None)),
            late=Count("pk", filter=Q(due_at__lt=timezone.now())),
            triage=Count("pk", filter=Q(needs_triage=True)),
            mine=Count("pk", filter=Q(assignee=member)),
        )
    )


def lacks_second_factor(member):
    """Whether a member of staff signs in without a passkey or one-time codes: they are asked to add one."""
    strong = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return not Authenticator.objects.filter(user=member, type__in=strong).exists()
