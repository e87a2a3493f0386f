"""Who is told what: receipt to whoever flags (art. 16(4)), reasons to the author (art. 17), the outcome to everyone who
flagged (art. 16(5)) and, after an objection, to all of them (art. 20(5)). Nobody learns who flagged."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django_tasks import task

from community.notifications.notify import notify

from .access import moderators
from .models import Action, Decision, Flag


def evidence(flag):
    """What a decision keeps of the thing, as it was when it was flagged."""
    return {"label": flag.label, "quote": flag.quote, "link": flag.link}


def _reason(reason, basis=""):
    return {
        "reason_fr": reason.name_fr,
        "reason_en": reason.name_en or reason.name_fr,
        "basis_fr": basis or reason.basis_fr,
        "basis_en": basis or reason.basis_en or reason.basis_fr,
    }


def _day(moment):
    return timezone.localdate(moment).isoformat()


def _facts(decision):
    return {
        "thing": decision.kind,
        "title": decision.label,
        "action": str(decision.action),
        "automated": decision.automated,
        **_reason(decision.reason, decision.basis),
        "days": decision.days,
    }


def confirm_receipt(flag):
    facts = {"thing": _kind(flag), "title": flag.label, **_reason(flag.reason), "at": _day(flag.created_at)}
    _tell_flagger(flag, "flag_received", facts, flag.link, f"flag:{flag.pk}")


def _kind(flag):
    return flag.topic.partition(":")[0]


def tell_author(decision):
    """The statement of reasons, in full on its page."""
    if decision.member is None:
        return
    facts = {
        **_facts(decision),
        "text": decision.words,
        "quote": decision.quote[:500],
        "flags": decision.flag_count,
        "object_until": _day(decision.object_until) if decision.restricts else "",
    }
    key = f"decision:{decision.pk}"
    notify([decision.member], "moderation_decision", decision.get_absolute_url(), key=key, facts=facts)


def call_moderators(act, kind, title, link, key, but=()):
    """Those who moderate hear of what cannot wait: "suspended" (hidden until one of them decides), "appeal"."""
    called = moderators().exclude(pk__in=[one.pk for one in but if one])
    notify(called, "moderation_waiting", link, key=key, facts={"act": act, "thing": kind, "title": title})


def answer_flaggers(decision, flags):
    """To each, what became of it; the reasons given to the author stay between the moderators and the author."""
    link = decision.link if decision.action == Action.KEEP else reverse("moderation:log")
    for flag in flags:
        facts = {**_facts(decision), "days": 0, "at": _day(flag.created_at)}
        _tell_flagger(flag, "flag_decided", facts, link, f"decision:{decision.pk}")


def tell_outcome(made):
    """The author reads why; those who flagged, what came out."""
    decision, key = made.decision, f"appeal:{made.pk}"
    facts = {**_facts(decision), "outcome": made.outcome, "alone": made.alone}
    if decision.member:
        own = {**facts, "mine": True, "text": made.answer}
        notify([decision.member], "appeal_decided", decision.get_absolute_url(), key=key, facts=own)
    for flag in decision.case.flags.select_related("flagger"):
        _tell_flagger(flag, "appeal_decided", {**facts, "days": 0}, reverse("moderation:log"), key)


def _tell_flagger(flag, kind, facts, link, key):
    if flag.flagger:
        notify([flag.flagger], kind, link, key=key, facts=facts)
    elif flag.email:
        write_to_visitor.enqueue(flag.pk, kind, facts, link)


@task
def write_to_visitor(flag_id, kind, facts, link):
    """The same words by mail to somebody without an account. Nothing they typed is in it: the address is unproved."""
    flag = Flag.objects.exclude(email="").filter(pk=flag_id).first()
    if flag is None:
        return
    context = {**facts, "facts": facts, "link": settings.SITE_URL + link, "site": settings.SITE_URL}
    with override(flag.language):
        context["LANGUAGE_CODE"] = flag.language
        subject = " ".join(render_to_string(f"emails/{kind}.subject.txt", context).split())
        body = render_to_string(f"emails/{kind}.txt", context).strip()
        html = render_to_string(f"emails/{kind}.html", context)
    mail = EmailMultiAlternatives(subject, f"{body}\n\n{context['link']}\n", to=[flag.email])
    mail.extra_headers = {"Auto-Submitted": "auto-generated"}
    mail.attach_alternative(html, "text/html")
    mail.send()


def history_of(member, but=None):
    """What was decided about a member before, newest first; the machine's own suspensions aside."""
    rows = Decision.objects.filter(member=member).exclude(action=Action.SUSPEND).select_related("reason", "appeal")
    return rows.exclude(case=but) if but else rows
