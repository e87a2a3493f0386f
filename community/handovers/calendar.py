"""An appointment as a calendar takes it over (RFC 5545): the same UID for a hand-over's whole life, a greater SEQUENCE
with each change, and the town's time zone spelled out."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from .meeting import place_in_public
from .models import Appointment, State
from .places import home
from .zones import spelled_out

STATUS = {
    Appointment.State.PROPOSED: "TENTATIVE",
    Appointment.State.ACCEPTED: "CONFIRMED",
    Appointment.State.DECLINED: "CANCELLED",
    Appointment.State.CANCELLED: "CANCELLED",
}


def drawn(appointment, member, days=()):
    """The bytes of the .ics for one of the two: of the `appointment`, where there is one, and of whole `days`
    (kinds.Day). The address of a home is in it while the promise stands, no longer."""
    made = Calendar()
    made.add("prodid", "-//Parvis//hand-overs//FR")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    over = appointment is not None and STATUS[appointment.state] == "CANCELLED"
    made.add("method", "CANCEL" if over else "PUBLISH")
    if appointment is not None:
        made.add_component(spelled_out(timezone.get_default_timezone(), appointment.at))
        made.add_component(_event(appointment, member))
    for day in () if over else days:  # a calendar calls off everything in a file that calls off anything
        made.add_component(_whole_day(day))
    return made.to_ical()


def _whole_day(day):
    event = Event()
    event.add("uid", f"{day.key}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", day.sequence)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", day.on)
    event.add("dtend", day.on + timedelta(days=1))
    event.add("summary", day.words)
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(timedelta(hours=-15), day.words))  # nine o'clock of the day before
    return event


def _event(appointment, member):
    handover, zone = appointment.handover, timezone.get_default_timezone()
    event = Event()
    event.add("uid", f"handover-{handover.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.answered_at or appointment.created_at)
    event.add("dtstart", appointment.at.astimezone(zone))
    event.add("dtend", appointment.ends_at.astimezone(zone))
    event.add("summary", _("%(title)s, avec %(name)s") % _names(handover, member))
    event.add("status", STATUS[appointment.state])
    event.add("url", settings.SITE_URL + handover.get_absolute_url())
    event.add("organizer", f"mailto:{settings.DEFAULT_FROM_EMAIL.rpartition('<')[2].rstrip('>')}")
    place, point = where(appointment)
    if place:
        event.add("location", place)
    if point:
        event.add("geo", point)
    if appointment.note:
        event.add("description", appointment.note)
    if appointment.state == Appointment.State.ACCEPTED:
        event.add_component(_alarm(timedelta(hours=-2), _("Rendez-vous bientôt")))
    return event


def _names(handover, member):
    return {"title": handover.post.title, "name": handover.other(member).name}


def _alarm(before, words):
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", before)
    return alarm


def where(appointment):
    """(words, (lat, lon) or None) as the two may read them now."""
    handover = appointment.handover
    if not appointment.at_home:
        point = (appointment.lat, appointment.lon) if appointment.lat is not None else None
        return place_in_public(appointment), point
    known = home(handover) if handover.state == State.PROMISED and appointment.stands else None
    if known is None:
        return _("Chez %(name)s") % {"name": handover.owner.name}, None
    return known.label, (known.lat, known.lon) if known.lat is not None else None
