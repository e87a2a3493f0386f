"""In the Wagtail admin's reports: mails that were given up and a button to try them again, an outage of the server,
pushes that no service took.

Shown without anybody's address: the number of the notification is enough to find out."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks

from community.upkeep.administrators import AdministratorsReport, ForAdministrators

from . import outage
from .mail import send_due_mail
from .models import Mail, Notification, Push, PushSubscription
from .push import service_of

SHOWN = 200


class FailedMail(AdministratorsReport):
    template_name = "notifications/failed_mail.html"
    page_title = _("E-mails et notifications")
    header_icon = "mail"

    def get_context_data(self, **kwargs):
        failed = Notification.objects.filter(mail=Mail.FAILED)
        return super().get_context_data(
            failed=failed[:SHOWN],
            total=failed.count(),
            waiting=Notification.objects.filter(mail__in=[Mail.DUE, Mail.SENDING]).count(),
            outage=outage.current(),
            pushes=_failed_pushes(),
            pushes_waiting=Push.objects.filter(state__in=[Push.State.DUE, Push.State.SENDING]).count(),
            devices=PushSubscription.objects.count(),
            **kwargs,
        )

    def post(self, request):
        """Try one (pk=…) or all of them again, from the first attempt."""
        rows = Notification.objects.filter(mail=Mail.FAILED)
        pk = request.POST.get("pk", "")
        count = retry(rows.filter(pk=pk) if pk.isdecimal() and len(pk) < 19 else rows)
        text = ngettext("%(count)s e-mail repart.", "%(count)s e-mails repartent.", count) % {"count": count}
        messages.success(request, text)
        return redirect("failed_mail")


def _failed_pushes():
    """The newest given up; of the browser only its maker's service is shown, the rest of the address is a secret."""
    rows = Push.objects.filter(state=Push.State.FAILED).select_related("notification", "subscription")
    rows = list(rows.order_by("-pk")[:SHOWN])
    for push in rows:
        push.service = service_of(push.subscription.endpoint)
    return rows


@transaction.atomic
def retry(rows):
    """How many of the given-up mails are due again."""
    again = {"mail": Mail.DUE, "mail_attempts": 0, "mail_next_at": timezone.now(), "mail_error": ""}
    if count := rows.filter(mail=Mail.FAILED).update(**again):
        send_due_mail.enqueue()
    return count


@hooks.register("register_admin_urls")
def addresses():
    return [path("reports/failed-mail/", FailedMail.as_view(), name="failed_mail")]


@hooks.register("register_reports_menu_item")
def menu_item():
    return ForAdministrators(_("E-mails et notifications"), reverse("failed_mail"), icon_name="mail", order=910)
