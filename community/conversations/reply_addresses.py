"""The address to answer a message by mail: `reply+<token>@INBOUND_MAIL_DOMAIN`. The token names a participation and is
signed; it is worth nothing once they have left, and another one when they come back."""

import base64
import re

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import base36_to_int, int_to_base36

from .models import Participant

_ADDRESS = re.compile(r"reply\+([0-9a-z]{1,13})-([a-z2-7]{16})@([^@\s>]+)", re.IGNORECASE)


def address(participant):
    """In lower case throughout: some servers fold the part before the @."""
    token = f"{int_to_base36(participant.pk)}-{_signed(participant)}"
    return f"reply+{token}@{settings.INBOUND_MAIL_DOMAIN}"


def _signed(participant):
    """80 bits: nobody guesses it, and it fits into an address."""
    said = f"{participant.pk}:{participant.conversation_id}:{participant.member_id}:{participant.joined_at.timestamp()}"
    mac = salted_hmac("community.conversations.reply", said, algorithm="sha256").digest()
    return base64.b32encode(mac[:10]).decode().lower()


def participant_of(text):
    """Whose address it is, if they are still there; None for what we did not sign."""
    found = _ADDRESS.search(text or "")
    if not found or found[3].lower().rstrip(".") != settings.INBOUND_MAIL_DOMAIN.lower():
        return None
    pk = base36_to_int(found[1].lower())
    if pk >= 2**63:
        return None
    rows = Participant.objects.present().select_related("conversation", "member")
    mine = rows.filter(pk=pk, member__is_active=True).first()
    return mine if mine and constant_time_compare(_signed(mine), found[2].lower()) else None
