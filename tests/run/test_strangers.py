"""Every address of the site says who may read it, and is asked by everybody who may not.

A new address fails the first test until it stands in WHO. All that is private in the town below holds the word SECRET:
whatever a stranger asks, and however they ask it, the word is in no answer."""

import json
from datetime import timedelta
from functools import partial
from types import SimpleNamespace

import conftest
import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from django_tasks import default_task_backend

from classifieds.loans.borrowing import borrow
from classifieds.models import Category, Classified
from classifieds.saved import SavedSearch
from classifieds.searches import save
from community.conversations.opening import begin, gather
from community.conversations.telling import tell_due
from community.groups.founding import found
from community.groups.joining import invite, join
from community.handovers import asking, ending, meeting, promising
from community.members.blocks import block
from community.members.editing import change_profile
from community.members.profile import Audience
from community.moderation import access, deciding, flagging, things
from community.moderation.models import Action, Case, Reason
from community.notifications.mail import send_due
from community.notifications.models import Notification
from community.posts import drafts, thread
from community.posts.models import Photo, Post
from community.posts.where import wheres
from directory import claiming, naming
from directory.advices import Advice
from directory.categories import Category as Line
from directory.models import Claim, Entry
from directory.planting import plant as plant_directory
from discussions.models import Discussion
from home.planting import plant
from incidents.models import Incident
from lost_found.models import Item, Match

SECRET, ASKED, MISSPELT = "alphabeta", "confidence", "confidense"
HIDDEN = "gammadelta"  # in what moderation has hidden
DOOR = (48.824171, 2.253837)  # Alice's, to the decimetre
DOORS = ("824171", "253837")  # as pages would write it, with a point, a comma or in a file for calendars
CODE = "digicode 1407b"  # of it
CHIP, CAT = "250268731559042", "chat gris"  # of Alice's cat, which is found by its number by nobody who searches
WORDS = f"Confidence {SECRET}"
ELSEWHERE = ("admin/", "accounts/", "documents/", "_util/", "^")  # Wagtail's and allauth's own, tested there

# Who may read what stands there: everybody what is public of it, members what is theirs, "inside" only those whom the
# thing that is named concerns; "act" is posted to, and asked of strangers all the same.
WHO = {
    "": "everybody",
    "healthz": "everybody",
    "design/": "everybody",
    "media/<path:name>": "everybody",
    "i18n/setlang/": "act",
    "groups/": "everybody",
    "groups/new/": "members",
    "groups/<slug:slug>/": "inside",
    "groups/<slug:slug>/fresh/": "inside",
    "groups/<slug:slug>/join/": "inside",
    "groups/<slug:slug>/rules/": "act",
    "groups/<slug:slug>/leave/": "inside",
    "groups/<slug:slug>/members/": "inside",
    "groups/<slug:slug>/members/act/": "act",
    "groups/<slug:slug>/edit/": "inside",
    "groups/<slug:slug>/end/": "inside",
    "members/me/": "members",
    "members/me/home/": "members",
    "members/me/profile/": "members",
    "members/me/photo/": "act",
    "members/me/visibility/": "members",
    "members/me/preview/": "members",
    "members/me/blocks/": "members",
    "members/me/places/": "members",
    "members/me/places/add/": "members",
    "members/me/places/<key:pk>/": "inside",
    "members/me/places/<key:pk>/remove/": "act",
    "members/welcome/": "members",
    "members/<slug:handle>/": "everybody",
    "members/<slug:handle>/block/": "act",
    "notifications/": "members",
    "notifications/unread/": "everybody",
    "notifications/read/": "act",
    "notifications/seen/": "act",
    "notifications/<key:pk>/": "inside",
    "notifications/settings/": "members",
    "notifications/mail/": "act",
    "notifications/mute/": "act",
    "notifications/unsubscribe/<str:token>/": "inside",
    "notifications/devices/add/": "act",
    "notifications/devices/renew/": "act",
    "notifications/devices/forget/": "act",
    "service-worker.js": "everybody",
    "manifest.webmanifest": "everybody",
    "messages/": "members",
    "messages/unread/": "everybody",
    "messages/new/": "members",
    "messages/who/": "members",
    "messages/photos/": "act",
    "messages/photos/<uuid:key>/": "act",
    "messages/photos/<uuid:key>/remove/": "act",
    "messages/photos/<uuid:key>/preview/": "inside",
    "messages/photos/<uuid:key>/<slug:name>/": "inside",
    "messages/<key:pk>/": "inside",
    "messages/<key:pk>/thread/": "inside",
    "messages/<key:pk>/say/": "act",
    "messages/<key:pk>/read/": "act",
    "messages/<key:pk>/people/": "inside",
    "messages/<key:pk>/add/": "act",
    "messages/<key:pk>/name/": "act",
    "messages/<key:pk>/leave/": "act",
    "messages/<key:pk>/mute/": "act",
    "messages/said/<key:pk>/edit/": "inside",
    "messages/said/<key:pk>/remove/": "inside",
    "messages/said/<key:pk>/share/": "inside",
    "digest/": "everybody",
    "digest/<str:on>/": "everybody",
    "digest/<str:on>/poster/<str:code>/": "everybody",
    "places/search/": "everybody",
    "places/point/": "everybody",
    "places/boundaries.geojson": "everybody",
    "flag/": "inside",
    "flag/sent/": "everybody",
    "moderation/": "everybody",
    "moderation/log.csv": "everybody",
    "moderation/decisions/<key:pk>/": "inside",
    "moderation/decisions/<key:pk>/appeal/": "inside",
    "tiles/<int:z>/<int:x>/<int:y>.json": "everybody",
    "classifieds/<key:pk>/borrow/": "everybody",
    "loans/": "members",
    "loans/<key:pk>/": "inside",
    "loans/<key:pk>/return/": "act",
    "loans/<key:pk>/back/": "act",
    "loans/<key:pk>/lost/": "act",
    "loans/<key:pk>/longer/": "act",
    "loans/<key:pk>/answer/": "act",
    "loans/<key:pk>/photos/": "act",
    "loans/<key:pk>/photos/<uuid:key>/<slug:name>/": "inside",
    "drafts/": "members",
    "drafts/<key:pk>/forget/": "act",
    "photos/": "act",
    "photos/<uuid:key>/": "act",
    "photos/<uuid:key>/remove/": "act",
    "photos/<uuid:key>/preview/": "inside",
    "photos/<uuid:key>/original/": "inside",
    "tags/": "everybody",
    "follows/": "members",
    "follows/add/": "act",
    "follows/remove/": "act",
    "posts/<key:pk>/": "inside",
    "posts/<key:pk>/card/": "inside",
    "posts/<key:pk>/comments/": "act",
    "posts/<key:pk>/thread/": "inside",
    "posts/<key:pk>/follow/": "act",
    "comments/<key:pk>/edit/": "inside",
    "comments/<key:pk>/remove/": "inside",
    "tickets/<slug:reference>/reply/": "act",
    "handovers/": "members",
    "handovers/of/<key:pk>/": "inside",
    "handovers/ask/<key:pk>/": "inside",
    "handovers/answer/<str:token>/": "inside",
    "handovers/calendar/<str:token>/": "inside",
    "handovers/<key:pk>/": "inside",
    "handovers/<key:pk>/meet/": "inside",
    "handovers/<key:pk>/thank/": "inside",
    "handovers/<key:pk>/<slug:act>/": "act",
    "classifieds/": "everybody",
    "classifieds/new/": "members",
    "classifieds.geojson": "everybody",
    "classifieds/searches/": "members",
    "classifieds/searches/new/": "members",
    "classifieds/searches/add/": "act",
    "classifieds/searches/<key:pk>/": "inside",
    "classifieds/searches/<key:pk>/change/": "act",
    "classifieds/searches/stop/<str:token>/": "inside",
    "classifieds/favourites/": "members",
    "classifieds/saved/": "everybody",
    "classifieds/saved.csv": "everybody",
    "classifieds/hidden/": "members",
    "classifieds/<key:pk>/": "inside",
    "classifieds/<key:pk>/favourite/": "act",
    "classifieds/<key:pk>/hide/": "act",
    "classifieds/<key:pk>/card.jpg": "inside",
    "classifieds/<key:pk>/qr.svg": "inside",
    "classifieds/mine/": "members",
    "classifieds/renew/<str:token>/": "inside",
    "classifieds/<key:pk>/edit/": "inside",
    "classifieds/<key:pk>/renew/": "act",
    "classifieds/<key:pk>/end/": "act",
    "classifieds/<key:pk>/again/": "inside",
    "services/": "everybody",
    "services.geojson": "everybody",
    "services.csv": "everybody",
    "services/<slug:slug>/": "everybody",
    "services/<slug:slug>/card/": "everybody",
    "services/<slug:slug>/wrong/": "members",
    "services/mine/": "members",
    "services/advice/": "everybody",
    "services/advice/new/": "members",
    "services/advice/<key:pk>/": "inside",
    "services/advice/<key:pk>/name/": "inside",
    "services/advice/<key:pk>/find/": "members",
    "services/advice/<key:pk>/edit/": "inside",
    "services/advice/<key:pk>/found/": "act",
    "services/advice/<key:pk>/withdraw/": "act",
    "services/recommendations/<key:pk>/answer/": "inside",
    "services/recommendations/<key:pk>/take-back/": "act",
    "services/<slug:slug>/claim/": "members",
    "services/<slug:slug>/claim/code/": "act",
    "services/<slug:slug>/claim/give-up/": "act",
    "services/<slug:slug>/own/": "inside",
    "services/<slug:slug>/own/checked/": "act",
    "services/<slug:slug>/own/move/": "inside",
    "services/<slug:slug>/recommend/": "members",
    "discussions/": "everybody",
    "discussions/new/": "members",
    "discussions/<key:pk>/": "inside",
    "discussions/<key:pk>/edit/": "inside",
    "discussions/<key:pk>/settle/": "act",
    "discussions/<key:pk>/withdraw/": "act",
    "incidents/": "everybody",
    "incidents.geojson": "everybody",
    "incidents/feed/": "everybody",
    "incidents/new/": "everybody",
    "incidents/new/around/": "everybody",
    "incidents/new/sent/": "everybody",
    "incidents/new/confirm/<str:token>/": "inside",
    "incidents/<key:pk>/": "inside",
    "incidents/<key:pk>/status/": "inside",
    "incidents/<key:pk>/qr.svg": "inside",
    "incidents/<key:pk>/card.jpg": "inside",
    "incidents/<key:pk>/join/": "act",
    "incidents/<key:pk>/confirm/": "act",
    "incidents/<key:pk>/unconfirm/": "act",
    "incidents/<key:pk>/still-there/": "act",
    "incidents/<key:pk>/gone/": "act",
    "incidents/<key:pk>/verdict/": "act",
    "incidents/<key:pk>/correct/": "act",
    "incidents/<key:pk>/withdraw/": "act",
    "incidents/<key:pk>/escalate/": "act",
    "incidents/<str:reference>/": "inside",
    "lost-found/": "everybody",
    "lost-found.geojson": "everybody",
    "lost-found/new/": "members",
    "lost-found/number/": "members",
    "lost-found/still/<str:token>/": "inside",
    "lost-found/matches/<key:pk>/not-it/": "act",
    "lost-found/<key:pk>/": "inside",
    "lost-found/<key:pk>/poster/": "inside",
    "lost-found/<key:pk>/edit/": "inside",
    "lost-found/<key:pk>/claim/": "inside",
    "lost-found/<key:pk>/card.jpg": "inside",
    "lost-found/asked/<key:pk>/refuse/": "act",
    "lost-found/<key:pk>/returned/": "act",
    "lost-found/<key:pk>/withdraw/": "act",
    "feed/": "everybody",
    "feed/new/": "everybody",
    "feed/read/": "act",
    "feed/<slug:place>/": "everybody",
    "feed/<slug:place>/new/": "everybody",
    "new/": "everybody",
    "map/": "everybody",
    "map/points.geojson": "everybody",
    "search/": "everybody",
    "search/suggest/": "everybody",
    "credits/": "everybody",
    "news/": "everybody",
    "news/feed/": "everybody",
    "news/<key:pk>/": "inside",
    "news/<key:pk>/put-away/": "act",
    "news/<key:pk>/vote/": "act",
}
REFUSED = (302, 401, 403, 404, 405, 410)  # 302 leads to signing in, or away


def addresses(patterns=None, before=""):
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from addresses(one.url_patterns, route)
        elif not route.startswith(ELSEWHERE):
            yield route


def test_every_address_says_who_may_read_it():
    known = set(addresses())
    assert known - set(WHO) == set(), "say in WHO who may read it"
    assert set(WHO) - known - {""} == set(), "these are no more"


# --- A town with secrets ---------------------------------------------------------------------------------------------


@pytest.fixture
def dora(town):
    """Of Val-de-Seine like Alice, whom Alice has blocked."""
    return conftest.join("Dora", town.val)


@pytest.fixture
def secrets(town, alice, bob, dora, mira):
    """What Alice and Bob have between them, and the keys of all of it."""
    default_task_backend.clear()
    plant()
    made = SimpleNamespace()
    made.group = found(alice, WORDS, openness="hidden", territory=town.val, about=WORDS, rules=WORDS)
    type(made.group).objects.filter(pk=made.group.pk).update(slug="gx1")
    invite(made.group, alice, bob), join(made.group, bob)
    where = next(one for one in wheres(bob) if one.group and one.group.pk == made.group.pk)
    made.post = Discussion.objects.say(bob, WORDS, WORDS, where, tags=[SECRET])
    made.comment = thread.say(made.post, alice, WORDS)
    made.talk = begin(bob, alice, WORDS, made.post)
    made.circle = gather(alice, [bob], WORDS, WORDS).conversation
    made.photo = Photo.objects.create(
        uploader=bob, role=Photo.Role.MESSAGE, holder=made.talk.topic, state="ready", alt=WORDS,
        renditions={"small": {"path": "photos/no/where.webp", "width": 9, "height": 9}},
    )  # fmt: skip
    tell_due(timezone.now() + timezone.timedelta(minutes=5))
    made.search = save(SavedSearch(member=alice, words=SECRET, label=WORDS))
    made.place = alice.places.create(label="work", name=WORDS, territory=town.val, lat=48.825, lon=2.255)
    every = dict.fromkeys((f"show_{part}" for part in ("photo", "about", "skills", "posts")), Audience.NOBODY)
    change_profile(alice, about=WORDS, skills=[WORDS], **every)
    shelf = Category.objects.create(code="shelf", name_fr="Étagères")

    def offer(title, intent="give", **said):
        return Classified.objects.offer(alice, intent, shelf, title, *DOOR, quietly=True, **said)

    made.held = offer(f"Confidence {HIDDEN}", text=HIDDEN, held_why=HIDDEN, pickup=WORDS, exact_label=WORDS)
    made.ad = offer("Étagère", pickup=f"{WORDS}, {CODE}", exact_label=WORDS)
    between_the_two(made, offer, alice, bob)
    at_the_directory(made, town, alice, bob)
    what_is_lost(made, alice, bob)
    made.draft = Incident.objects.report(
        None, "problem", town.litter, WORDS, *town.in_val, email="zoe@example.org", anonymous=True
    )
    words = f"Confidence {HIDDEN}"
    made.hidden = Incident.objects.report(alice, "problem", town.litter, words, *town.in_val, quietly=True)
    access.let_in(mira)
    flagging.flag(things.find(made.hidden.topic, bob), Reason.objects.get(code="spam"), WORDS, bob)
    case = Case.objects.get(topic=made.hidden.topic)
    made.decision = deciding.decide(case, mira, Action.HIDE, Reason.objects.get(code="spam"), WORDS)
    made.note = alice.notifications.order_by("pk").first()
    block(alice, dora)
    return made


def between_the_two(made, offer, alice, bob):
    """Bob is promised the shelf, Emil waits for it; Bob has borrowed the drill."""
    now = timezone.now()
    made.handover = asking.ask(made.ad, bob, WORDS)
    made.emil = conftest.join("Emil", made.ad.territory)
    asking.ask(made.ad, made.emil, "Bonjour, est-ce encore libre ?")
    promising.promise(made.handover, alice)
    made.meeting = meeting.propose(made.handover, bob, now + timedelta(days=1), at_home=True, note=WORDS)
    made.drill = offer("Perceuse", "lend", pickup=f"{WORDS}, {CODE}", exact_label=WORDS)
    today = timezone.localdate()
    made.loan = borrow(made.drill, bob, today, today + timedelta(days=3), WORDS)
    promising.promise(made.loan.handover, alice)
    ending.done(made.loan.handover, alice)
    type(made.loan).objects.filter(pk=made.loan.pk).update(damage=WORDS)
    made.state = Photo.objects.create(
        uploader=bob, role=Photo.Role.MESSAGE, holder=f"loan_out:{made.loan.pk}", state="ready", alt=WORDS,
        renditions={"small": {"path": "photos/no/where.webp", "width": 9, "height": 9}},
    )  # fmt: skip
    made.kept = drafts.save_draft(alice, "classified", made.state.key, {"title": [WORDS], "pickup": [WORDS]})


def at_the_directory(made, town, alice, bob):
    """Bob says that the workshop is his; in the group, Alice is told of it."""
    plant_directory()
    craft = Line.objects.get(code="plombier")
    made.entry = Entry.objects.create(name="Atelier Martin", slug="sx1", category=craft, territory=town.val)
    made.claim = claiming.ask(made.entry, bob, Claim.Proof.MODERATOR, WORDS)
    where = next(one for one in wheres(alice) if one.group and one.group.pk == made.group.pk)
    made.advice = Advice.objects.ask(alice, WORDS, WORDS, where, category=craft)
    other = Entry.objects.create(name="Plomberie Petit", slug="sx2", category=craft, territory=town.val)
    made.said = naming.name(made.advice, alice, other, "Rapide et soigneux.").recommendation


def what_is_lost(made, alice, bob):
    """Alice's cat, from home; Bob has found one, and asks what only its owner knows."""
    tell = partial(Item.objects.tell, what="cat", happened_on=timezone.localdate(), lat=DOOR[0], lon=DOOR[1])
    made.lost = tell(alice, "lost", title=CAT, at_home=True, place_label=WORDS, number=CHIP, secret=WORDS)
    made.found = tell(
        bob,
        "found",
        title="Chat trouvé",
        at_home=True,
        place_label=WORDS,
        question="De quelle couleur est son collier ?",
    )
    made.match = Match.objects.create(lost=made.lost, found=made.found, score=100, reasons=[])
    made.claimed = asking.ask(made.found, alice, WORDS)


def about_what_is_public(secrets):
    """The addresses of what everybody may read, though not all of it."""
    for start, posts in {
        "classifieds/": (secrets.ad, secrets.drill),
        "lost-found/": (secrets.lost, secrets.found),
    }.items():
        for route in WHO:
            if route.startswith(start + "<key:pk>"):
                yield from ("/" + route.replace("<key:pk>", str(post.pk)) for post in posts)
    for post in (secrets.ad, secrets.drill, secrets.lost, secrets.found):
        yield from (f"/posts/{post.pk}/card/", f"/posts/{post.pk}/thread/", f"/handovers/of/{post.pk}/")


def filled(route, secrets):
    """The addresses that a route makes with the keys of what is private."""
    mine = {
        "groups/": ["gx1"], "members/<": ["alice"], "members/me/places/": [secrets.place.pk],
        "notifications/<": [secrets.note.pk], "messages/photos/": [secrets.photo.key, secrets.state.key],
        "messages/<": [secrets.talk.conversation_id, secrets.circle.pk], "messages/said/": [secrets.talk.pk],
        "moderation/": [secrets.decision.pk], "photos/": [secrets.photo.key, secrets.state.key],
        "comments/": [secrets.comment.pk],
        "digest/": [f"{timezone.localdate():%Y-%m-%d}"], "tiles/": ["16/33178/22548"],
        "feed/": ["92040-val-de-seine"], "tickets/": ["ISSY-2026-00001"], "media/": ["photos/no/where.webp"],
        "handovers/answer/": ["a:b:c"], "handovers/calendar/": ["a:b:c"],
        "notifications/unsubscribe/": ["a:b:c"], "incidents/new/confirm/": ["a:b:c"],
        "lost-found/still/": ["a:b:c"],
        "classifieds/renew/": ["a:b:c"], "classifieds/<": [secrets.held.pk],
        "handovers/<": [secrets.handover.pk, secrets.loan.handover_id, secrets.claimed.pk],
        "handovers/of/": [secrets.ad.pk, secrets.found.pk], "handovers/ask/": [secrets.held.pk, secrets.hidden.pk],
        "loans/": [secrets.loan.pk], "drafts/": [secrets.kept.pk],
        "services/<": ["sx1"], "services/advice/": [secrets.advice.pk],
        "services/recommendations/": [secrets.said.pk],
        "lost-found/matches/": [secrets.match.pk],
        "lost-found/asked/": [secrets.claimed.pk],
        "classifieds/searches/<": [secrets.search.pk], "classifieds/searches/stop/": ["a:b:c"],
    }  # fmt: skip
    posts = [post.pk for post in (secrets.post, secrets.draft, secrets.hidden)]
    keys = next((mine[start] for start in sorted(mine, key=len, reverse=True) if route.startswith(start)), posts)
    if "<" not in route:
        return ["/" + route]
    if route.startswith("tiles/"):
        return [f"/tiles/{keys[0]}.json"]
    head, _open, rest = route.partition("<")
    tail = (
        rest.partition(">")[2]
        .replace("<slug:name>", "small")
        .replace("<str:code>", "92040-val-de-seine")
        .replace("<slug:act>", "done")
        .replace("<uuid:key>", str(secrets.state.key))
    )
    return [f"/{head}{key}{tail}" for key in keys]


def questions(secrets):
    """Addresses with a question in which one might hear of it."""
    yield from (
        f"{path}q={words}"
        for path in ("/search/?", "/search/suggest/?", "/tags/?", "/incidents/?", "/groups/?", "/classifieds/?")
        for words in (ASKED, ASKED[:6], MISSPELT, SECRET[:6])
    )  # fmt: skip
    yield from (f"/search/?q={ASKED}&what={what}" for what in ("discussion", "incident", "members", "groups"))
    yield from (f"{path}?tag={SECRET[:5]}" for path in ("/feed/", "/map/", "/map/points.geojson", "/search/"))
    yield from ("/feed/?kind=discussion&older=1", "/feed/?near=48.825,2.255", "/feed/92040/?older=1")
    yield from (f"/new/?group=gx1&from={post.pk}" for post in (secrets.post, secrets.draft, secrets.hidden))
    yield from (f"/discussions/new/?group=gx1&from={post.pk}" for post in (secrets.post, secrets.draft, secrets.hidden))
    yield from (f"/messages/new/?post={post.pk}" for post in (secrets.post, secrets.draft, secrets.hidden))
    yield from (f"/classifieds/new/?from={post.pk}&again=1" for post in (secrets.ad, secrets.held, secrets.hidden))
    yield from (
        f"{path}?near=48.8242,2.2538&within=100&order=near" for path in ("/classifieds/", "/classifieds.geojson")
    )
    yield from (f"{path}?near=48.8242,2.2538" for path in ("/lost-found/", "/lost-found.geojson", "/services.geojson"))
    yield from (f"/lost-found.geojson?side={side}" for side in ("lost", "found"))
    yield from (f"/search/?q={word}" for word in (DOORS[0], CHIP, f"48.{DOORS[0]}"))
    yield from (f"/lost-found/new/?from={post.pk}" for post in (secrets.ad, secrets.lost, secrets.found))
    yield from (f"/incidents/new/?from={post.pk}" for post in (secrets.ad, secrets.lost))
    yield from (f"/classifieds/new/?draft={secrets.kept.key}", f"/services/advice/new/?from={secrets.advice.pk}")
    yield "/services.geojson?q=atelier"
    yield from (f"/messages/who/?q={words}" for words in (ASKED, "alice"))
    yield from ("/messages/new/?to=alice", "/messages/new/?to=alice&to=bob", "/follows/?words=x")
    yield f"/digest/{timezone.localdate():%Y-%m-%d}/poster/92040-val-de-seine/?days=30"
    topics = [secrets.post.topic, f"comment:{secrets.comment.pk}", secrets.talk.topic, secrets.group.topic]
    yield from (f"/flag/?about={topic}" for topic in [*topics, secrets.hidden.topic, secrets.draft.topic])


@pytest.mark.parametrize("name", ["", "charlie", "dora", "otto", "emil"])
def test_a_stranger_hears_of_nothing_wherever_they_ask(name, secrets, request):
    """A visitor; Charlie of another town; Dora, whom Alice blocked; Otto, who is staff elsewhere; Emil, who waits for
    what is promised to Bob."""
    stranger, wrong = Client(), []
    if name:
        stranger.force_login(secrets.emil if name == "emil" else request.getfixturevalue(name))
    words = [SECRET, *DOORS, CHIP] if name == "otto" else [SECRET, *DOORS, CHIP, HIDDEN]
    # Staff read what moderation has hidden, or has not read yet.
    known = [f"/{secrets.hidden.pk}/", f"/{secrets.held.pk}/"] if name == "otto" else []
    # To block comes last: nothing more is heard of whom one has blocked.
    for route, who in sorted(WHO.items(), key=lambda one: one[0].endswith("/block/")):
        for path in filled(route, secrets):
            wrong += faults(stranger, path, "" if any(one in path for one in known) else who, words, bool(name))
    for path in questions(secrets):
        wrong += faults(stranger, path, "", words, bool(name))
    for path in about_what_is_public(secrets):
        wrong += faults(stranger, path, "both", words, bool(name))
    assert wrong == []


def test_no_notification_no_mail_and_no_index_says_where_the_door_is(secrets, bob):
    """Bob, to whom it is promised, reads it on the page, which asks who is reading."""
    default_task_backend.clear()
    with time_machine.travel(timezone.now() + timedelta(minutes=30)):
        send_due()
    told = [json.dumps(note.facts, ensure_ascii=False) for note in Notification.objects.all()]
    told += [f"{letter.subject} {letter.body} {letter.alternatives}" for letter in mail.outbox]
    told += [f"{post.folded} {post.place_label} {post.lat} {post.lon}" for post in Post.objects.all()]
    assert len(mail.outbox) > 4 and [said for said in told if any(word in said for word in (*DOORS, CODE, CHIP))] == []
    client = Client()
    client.force_login(bob)
    assert CODE in client.get(secrets.handover.get_absolute_url()).content.decode()


def faults(stranger, path, who, words, signed_in):
    """What is wrong with what a stranger is answered to a GET and, where something is done, to a POST."""
    for way in (stranger.get, stranger.post) if who in ("act", "inside", "both") else (stranger.get,):
        answer = way(path)
        said = (b"".join(answer) if answer.streaming else answer.content).decode(errors="replace").lower()
        told = [word for word in words if word in said and word not in path]  # a page says again what it was asked
        told += [ASKED] * (MISSPELT in path and ASKED in said) + [CAT] * (CHIP in path and CAT in said)
        refused = {
            "everybody": answer.status_code < 500,
            "members": signed_in or "/accounts/login/" in answer.get("Location", ""),
            "inside": answer.status_code in REFUSED,
            "act": way == stranger.post or answer.status_code in REFUSED,
        }.get(who, True)
        if told or not refused or answer.status_code >= 500:
            yield path, way.__name__, answer.status_code, told
