"""Two at the same instant about one ladder, on real threads."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from racing import RACE, at_once

from classifieds.loans.borrowing import borrow
from classifieds.loans.extending import answer_longer, ask_longer
from classifieds.loans.models import Loan
from classifieds.loans.reminding import remind_due
from classifieds.loans.returning import arrange_return, take_back
from community.handovers import ending
from community.handovers.models import Handover
from community.handovers.promising import promise
from community.notifications.models import Notification

pytestmark = RACE


def day(number):
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def ladder(give):
    return give(intent="lend", title="Échelle")


def lent(ladder, member, owner, first=0, last=2):
    loan = borrow(ladder, member, day(first), day(last), "Oui ?")
    promise(loan.handover, owner)
    ending.done(Loan.objects.get(pk=loan.pk).handover, owner)
    return Loan.objects.select_related("handover").get(pk=loan.pk)


def test_overlapping_days_promised_to_four_at_once_go_to_one(ladder, alice, neighbours):
    loans = [borrow(ladder, one, day(1 + n), day(5 + n), "Oui ?") for n, one in enumerate(neighbours(4))]
    results = at_once(*[lambda loan=loan: promise(loan.handover, alice) for loan in loans])
    assert sum(isinstance(one, ValidationError) for one in results) == 3
    assert Handover.objects.filter(state="promised").count() == 1


def test_the_same_days_are_kept_longer_or_promised_never_both(ladder, alice, bob, charlie):
    loan = lent(ladder, bob, alice)
    ask_longer(loan, bob, day(5))
    other = borrow(ladder, charlie, day(4), day(6), "Et moi ?")
    results = at_once(lambda: answer_longer(loan, alice, True), lambda: promise(other.handover, alice))
    assert sum(isinstance(one, ValidationError) for one in results) == 1, results
    loan.refresh_from_db(), other.handover.refresh_from_db()
    assert (loan.until_on == day(5)) != (other.handover.state == "promised")


def test_one_return_is_arranged_and_it_comes_back_once(ladder, alice, bob):
    loan = lent(ladder, bob, alice)
    at_once(
        lambda: arrange_return(loan, alice), lambda: arrange_return(loan, bob), lambda: take_back(loan, alice, "Un")
    )
    at_once(lambda: take_back(loan, alice, "Deux"), lambda: take_back(loan, alice, "Trois"))
    assert Handover.objects.count() == 2 and Handover.objects.filter(state="done").count() == 2
    loan.refresh_from_db()
    assert loan.back_at is not None and loan.damage == "Un"


def test_two_clocks_send_each_reminder_once(ladder, alice, bob):
    loan = lent(ladder, bob, alice)
    now = timezone.now().astimezone(timezone.get_default_timezone()).replace(hour=12) + timedelta(days=2)
    assert sorted(at_once(lambda: remind_due(now), lambda: remind_due(now))) == [0, 1]
    assert Notification.objects.filter(recipient=bob, kind="loan").count() == 1
    assert Loan.objects.get(pk=loan.pk).reminded == 2
