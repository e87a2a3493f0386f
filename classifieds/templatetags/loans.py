"""Days of loans in the reader's language."""

from datetime import date

from django import template

from classifieds.loans import days

register = template.Library()


@register.filter
def day(told):
    """A date, or what a notification keeps of one, in words: "9 décembre"."""
    return days.day_words(told if isinstance(told, date) else date.fromisoformat(told))


@register.filter
def spanned(loan):
    return days.words(loan.from_on, loan.until_on)
