"""What a conversation shows of the hand-over of the two (settings.CONVERSATION_PANELS)."""

from django.template.loader import render_to_string
from django.urls import reverse

from . import kinds, steps
from .box import words_of
from .meeting import STANDS
from .models import Appointment, Handover


def panel(request, conversation, member):
    """HTML, or "" where nothing is handed over. Two queries and the kind's own where something is, else none."""
    if conversation.post is None or conversation.post.kind not in kinds.handed_over():
        return ""
    rows = Handover.objects.filter(conversation=conversation.pk).select_related("post__lot", "owner", "partner")
    handover = rows.order_by("-asked_at", "-pk").first()
    if handover is None or not handover.is_of(member):
        return ""
    appointment = Appointment.objects.filter(handover=handover.pk, state__in=STANDS).first()
    context = {
        "handover": handover, "other": handover.other(member), "appointment": appointment,
        "step": steps.next_step(handover, member, appointment, words=words_of(handover.post)),
        "here": reverse("conversations:conversation", args=[conversation.pk]),
        "when": steps.when_words(appointment) if appointment else "",
    }  # fmt: skip
    return render_to_string("handovers/panel.html", context, request)
