"""A town with secrets: what Alice and Bob have between them, and every address at which one might hear of it.

All that is private holds the word SECRET, or is one of the numbers here."""

from datetime import timedelta
from functools import partial
from types import SimpleNamespace

import conftest
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
from community.posts import drafts, thread
from community.posts.models import Photo
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
from tests.run.who import WHO

SECRET, ASKED, MISSPELT = "alphabeta", "confidence", "confidense"
HIDDEN = "gammadelta"  # in what moderation has hidden
DOOR = (48.824171, 2.253837)  # Alice's, to the decimetre
DOORS = ("824171", "253837")  # as pages would write it, with a point, a comma or in a file for calendars
CODE = "digicode 1407b"  # of it
CHIP, CAT = "250268731559042", "chat gris"  # of Alice's cat, which is found by its number by nobody who searches
WORDS = f"Confidence {SECRET}"


def keep_secrets(town, alice, bob, dora, mira):
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
