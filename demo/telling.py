"""The story told to the database, in the order in which it happened, through the same verbs that neighbours and
moderators use. `quietly`: nobody is sent a mail about the past."""

from datetime import UTC, timedelta

from django.utils import timezone

from community.posts import thread
from community.posts.models import Photo, Post
from community.tickets import acts
from community.tickets.models import Category, Seat, Service, Ticket
from incidents.models import Incident

from . import talk
from .models import Loaded
from .story import tell


def moment(now, hours):
    """The time `hours` before now, moved into the waking hours of its day: 8 to 19, and today 8 to now."""
    now, at = timezone.localtime(now), timezone.localtime(now - timedelta(hours=hours))
    midnight, morning = at.replace(hour=0, minute=0, second=0, microsecond=0), timedelta(hours=8)
    today = now - midnight if midnight.date() == now.date() else None
    if today is None:
        return midnight + morning + (at - midnight) * 11 / 24
    return at if today <= morning else midnight + morning + (at - midnight) * ((today - morning) / today)


class Teller:
    """Who is who and what is where while the story is told."""

    def __init__(self, household, gallery, now):
        self.household, self.gallery, self.now = household, gallery, now
        self.categories = {category.code: category for category in Category.objects.all()}
        self.services = {(it.authority.prefix, it.code): it for it in Service.objects.select_related("authority")}
        self.seats = {(it.authority_id, it.service_id): it.member for it in Seat.objects.select_related("member")}
        self.incidents, self.comments = {}, {}

    def tell(self, reports):
        """Everything that happened, oldest first. Returns the number of incidents."""
        happenings = [it for report in reports for it in self.happenings(report)]
        happenings.sort(key=lambda it: it[0])
        for at, verb, report, *said in happenings:
            verb(report, at, *said)
        Loaded.objects.note(*self.incidents.values(), kind=Post)
        return len(self.incidents)

    def happenings(self, report):
        """(when, verb, report, what is said) of one report, in any order."""
        at = lambda hours: moment(self.now, hours).astimezone(UTC)  # noqa: E731
        yield at(report.born), self.report, report
        for who, hours in report.votes:
            yield at(hours), self.confirm, report, who
        for who, hours, still in report.seen:
            yield at(hours), self.look_again, report, who, still
        if report.escalated is not None:
            yield at(report.escalated), self.escalate, report
        for turn, (who, hours, text, answered) in enumerate(report.comments):
            yield at(hours), self.say, report, turn, who, text, answered
        if report.note:
            yield at(report.note[0]), self.note, report, report.note[1]
        if report.handed_on is not None:
            yield at(report.handed_on), self.hand_on, report
        for state, hours, text in report.steps:
            yield at(hours), self.step, report, state, text
        for who, hours, fixed in report.verdicts:
            yield at(hours), self.judge, report, who, fixed

    def report(self, report, at):
        author = self.household[report.author]
        label, _leaf, lat, lon = report.spot
        photos = [
            self.gallery.hang(f"{report.key}:{turn}", picture, author, at) for turn, picture in enumerate(report.photos)
        ]
        self.incidents[report.key] = Incident.objects.report(
            author, report.nature, self.categories[report.category["code"]], report.text, lat, lon,
            title=report.title, place_label=label, answers=_dated(report, at), anonymous=report.anonymous,
            photo_keys=[photo.key for photo in photos], at=at, quietly=True,
        )  # fmt: skip

    def confirm(self, report, at, who):
        self.incidents[report.key].confirm(self.household[who], at=at, quietly=True)

    def look_again(self, report, at, who, still):
        incident, member = self.incidents[report.key], self.household[who]
        incident.still_there(member, at=at) if still else incident.gone(member, at=at)

    def escalate(self, report, at):
        """A moderator of the town where it is hands it on."""
        incident = self.incidents[report.key]
        city = incident.territory.city
        seat = Seat.objects.filter(authority__territory=city, service=None).select_related("member").first()
        incident.escalate(by=seat.member, at=at, quietly=True)

    def say(self, report, at, turn, who, text, answered):
        spoken_to = self.comments[report.key, answered] if answered is not None else None
        if spoken_to:
            text = text.format(name=spoken_to.author.name.split()[0], handle=spoken_to.author.handle)
        self.comments[report.key, turn] = thread.say(
            self.incidents[report.key], self.household[who], text, reply_to=spoken_to, at=at, quietly=True
        )

    def ticket(self, report):
        post = self.incidents[report.key].pk
        return Ticket.objects.select_related("authority", "service", "post", "assignee").get(post=post)

    def moderator(self, ticket):
        """Whoever sits at the service's own desk, else at the authority's."""
        whole = self.seats[ticket.authority_id, None]
        return self.seats.get((ticket.authority_id, ticket.service_id), whole)

    def note(self, report, at, text):
        ticket = self.ticket(report)
        acts.note(ticket, self.moderator(ticket), text, at=at)

    def hand_on(self, report, at):
        ticket = self.ticket(report)
        here = ticket.authority.prefix
        street = "assainissement" if report.category["code"] == "rats" else "voirie"
        there = ("HDS", "routes") if here == "GPSO" else ("GPSO", street)
        why = talk.TRANSFERS.get((here, there[0]), talk.TRANSFERS["ISSY", "GPSO"])
        acts.transfer(ticket, self.moderator(ticket), self.services[there], why, at=at, quietly=True)

    def step(self, report, at, state, text):
        ticket = self.ticket(report)
        member = self.moderator(ticket)
        if state == "accepted" and ticket.assignee_id is None:
            acts.pick_up(ticket, member, at=at - timedelta(minutes=7), quietly=True)
        if ticket.state == state:
            acts.answer(ticket, member, text, at=at, quietly=True)
            return
        other = self.ticket_of(report.twin).reference if report.twin else ""
        photo_keys = [self._after(report, member, at)] if state == "resolved" and report.after else ()
        acts.move(ticket, member, state, text, photo_keys, other, at=at, quietly=True)

    def _after(self, report, member, at):
        photo = self.gallery.hang(f"{report.key}:after", report.after, member, at, role=Photo.Role.AFTER)
        return photo.key

    def ticket_of(self, key):
        return Ticket.objects.get(post=self.incidents[key].pk)

    def judge(self, report, at, who, fixed):
        incident = Incident.objects.select_related("ticket", "category", "author").get(pk=self.incidents[report.key].pk)
        incident.verdict(self.household[who], fixed, at=at, quietly=True)


def _dated(report, at):
    """The answers, with "so many days before" as calendar days."""
    dates = {question["key"] for question in report.category.get("questions", []) if question["type"] == "date"}
    day = lambda days: (timezone.localdate(at) - timedelta(days=days)).isoformat()  # noqa: E731
    return {key: day(said) if key in dates else said for key, said in report.answers.items()}


def pictures(reports):
    """Every (scene, seed) that the story shows."""
    return {picture for it in reports for picture in [*it.photos, *([it.after] if it.after else [])]}


__all__ = ["Teller", "moment", "pictures", "tell"]
