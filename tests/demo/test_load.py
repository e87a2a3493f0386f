"""What a newcomer finds in the demo town."""

import gc
from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db.models import Count, F, Q
from django.utils import timezone
from wagtail.models import Page

from classifieds.models import Classified
from community.conversations.telling import tell_due
from community.groups.models import Group
from community.handovers.models import Handover
from community.members.models import Member, Profile
from community.moderation.models import Case
from community.newspaper.issuing import issue_due
from community.notifications.models import Mail, Notification
from community.places.models import Place, Territory
from community.posts.models import Comment, FeedEntry, MapCount, Photo, Post, Vote
from community.tickets.models import Authority, Category, Competence, Seat, Step, Ticket
from community.tickets.triage import find_competent
from community.tickets.workflow import State
from demo import market, people, services
from demo.models import Loaded
from directory.hours import read
from directory.models import Entry, Recommendation
from home.models import HelpPage, NewsPage, OutcomePage, PollPage
from home.polls.models import Ballot
from incidents.models import Incident
from lost_found.models import Match

Q_TRIAGE = Q(services__triage=True)
pytestmark = [pytest.mark.usefixtures("loaded"), pytest.mark.django_db]


def member(key):
    return Member.objects.get(email=people.email(key))


def test_the_ground_is_laid():
    assert Counter(Territory.objects.values_list("level", flat=True)) == {
        "departement": 1, "agglomeration": 1, "city": 8, "neighbourhood": 7,
    }  # fmt: skip
    assert Place.objects.count() == 88 + len(services.SHOPS)
    assert not Place.objects.filter(territory=None).exists()
    assert Category.objects.count() == 48
    assert Competence.objects.count() == 155
    assert set(Authority.objects.values_list("prefix", flat=True)) >= {"ISSY", "GPSO", "HDS"}
    triage = Authority.objects.annotate(desks=Count("services", filter=Q_TRIAGE)).values_list("desks", flat=True)
    assert set(triage) == {1}


def test_every_state_happens():
    assert set(Ticket.objects.values_list("state", flat=True)) == set(State.values)
    assert set(Incident.objects.values_list("state", flat=True)) == {"open", "sent", "progress", "done", "closed"}
    assert set(Incident.objects.values_list("nature", flat=True)) == {"problem", "suggestion", "compliment"}
    acts = set(Step.objects.values_list("act", flat=True))
    assert acts >= {"received", "picked_up", "answered", "noted", "transferred", "reopened", "resolved", "refused"}


def test_every_quarter_and_commune_has_something():
    with_posts = set(Post.objects.values_list("territory__code", flat=True))
    homes = Territory.objects.filter(level__in=["neighbourhood", "city"])
    assert with_posts == set(homes.values_list("code", flat=True))


def test_twelve_weeks_that_end_now():
    now = timezone.now()
    born = sorted(Post.objects.values_list("published_at", flat=True))
    assert now - timedelta(weeks=12, hours=12) < born[0] < now - timedelta(weeks=10)
    assert now - timedelta(days=1, hours=12) < born[-1] <= now
    for model, field in ((Comment, "created_at"), (Vote, "created_at"), (Step, "at"), (Photo, "received_at")):
        assert not model.objects.filter(**{f"{field}__gt": now}).exists()


def test_numbers_are_what_the_rows_say():
    for post in Post.objects.annotate(seen=Count("votes", distinct=True)):
        assert post.vote_count == post.seen
    on_the_map = Post.objects.published().exclude(cell=None).count()
    counts = Counter()
    for kind, count in MapCount.objects.filter(zoom=10).values_list("kind", "count"):
        counts[kind] += count
    assert on_the_map == counts.total() and counts["incident"] == Incident.objects.count()
    references = list(Ticket.objects.values_list("reference", flat=True))
    assert len(references) == len(set(references))
    year = timezone.localdate().year
    assert all(reference.split("-")[1] in (str(year), str(year - 1)) for reference in references)


def test_references_follow_the_calendar():
    for authority in Authority.objects.all():
        own = Ticket.objects.filter(reference__startswith=f"{authority.prefix}-").order_by("created_at", "pk")
        assert [ticket.reference for ticket in own] == sorted(ticket.reference for ticket in own)


def test_photos_are_ready_and_their_files_are_there():
    photos = list(Photo.objects.all())
    assert len(photos) > 100
    assert {photo.state for photo in photos} == {"ready"}
    assert {photo.role for photo in photos} == {"report", "after"}
    assert all(photo.post_id and photo.alt for photo in photos)
    for photo in photos[:10]:
        assert set(photo.renditions) == {"large", "card", "medium", "small", "square"}
        assert all(default_storage.exists(facts["path"]) for facts in photo.renditions.values())
        assert photo.original.storage.exists(photo.original.name)


def test_nobody_is_mailed_about_the_past(mailoutbox):
    assert not Notification.objects.exclude(mail=Mail.NONE).exists()
    assert mailoutbox == []
    assert Notification.objects.filter(recipient=member("alice"), read_at=None).exists()
    assert set(Notification.objects.values_list("recipient__handle", flat=True)) == {"alice", "bob", "charlie"}


def test_the_accounts_open(client):
    for key in ("alice", "mira", "otto", "gisele", "henri", "admin"):
        assert EmailAddress.objects.get(email=people.email(key)).verified
        assert client.login(email=people.email(key), password=people.PASSWORD)
    assert not member("alice").is_staff
    assert member("mira").is_staff and not member("mira").is_superuser
    assert member("admin").is_superuser
    assert Seat.objects.get(member=member("otto")).service.code == "eclairage"
    seated = set(Seat.objects.filter(service=None).values_list("authority__prefix", flat=True))
    assert seated == set(Authority.objects.values_list("prefix", flat=True))


def test_moderators_acted_at_their_own_desk_only():
    acted = Step.objects.exclude(member=None).exclude(act="reopened").filter(member__is_staff=True)
    assert acted.exists()
    for step in acted.select_related("member"):
        assert step.member.seats.filter(authority=step.authority_id).exists()


def test_escalation_kept_to_the_rules():
    counted = Incident.objects.filter(category__escalation="confirmations", escalated_at=None, nature="problem")
    assert counted.exists()
    assert not counted.filter(vote_count__gte=F("category__confirmations")).exists()
    assert not Incident.objects.filter(category__escalation="at_once", escalated_at=None).exists()
    assert not Ticket.objects.filter(post__incident__nature="compliment", due_at__isnull=False).exists()


def test_neighbours_talk():
    assert Comment.objects.filter(kind="comment").count() > 200
    assert Comment.objects.exclude(reply_to=None).exists()
    assert Comment.objects.filter(text__contains="@").exists()
    assert not Comment.objects.filter(text__contains="{").exists()


@pytest.mark.parametrize(
    ("category", "point", "answers", "prefix", "service", "days"),
    [
        ("lampadaire", (48.8285, 2.2600), {}, "GPSO", "eclairage", 6),
        ("lampadaire", (48.8210, 2.2890), {}, "GPSO", "eclairage", 6),
        ("nid-de-poule", (48.8222, 2.2785), {}, "GPSO", "voirie", 15),
        ("nid-de-poule", (48.8241, 2.2560), {}, "HDS", "routes", 20),
        ("nid-de-poule", (48.8191, 2.2548), {}, "HDS", "routes", 20),
        ("depot-sauvage", (48.8241, 2.2560), {}, "GPSO", "dechets", 4),
        ("ecole", (48.8276, 2.2663), {"etablissement": "ecole"}, "ISSY", "ecoles", 10),
        ("ecole", (48.8272, 2.2814), {"etablissement": "college"}, "HDS", "colleges", 15),
        ("ecole", (48.8210, 2.2890), {"etablissement": "ecole"}, "VANV", "accueil", 20),
        ("jeux", (48.8258, 2.2560), {}, "HDS", "parcs", 15),
        ("jeux", (48.8202, 2.2662), {}, "GPSO", "espaces-verts", 12),
        ("tags", (48.8230, 2.2700), {"injurieux": "oui"}, "ISSY", "police-municipale", 2),
        ("tags", (48.8230, 2.2700), {"injurieux": "non"}, "GPSO", "proprete", 10),
        ("bruit", (48.8237, 2.2115), {}, "SEV", "police-municipale", 10),
        ("autre", (48.8230, 2.2700), {}, "ISSY", "accueil", 0),
        ("gaz", (48.8091, 2.1905), {}, "CHAV", "accueil", 0),
    ],
)
def test_who_gets_a_point(category, point, answers, prefix, service, days):
    found = find_competent(Category.objects.get(code=category), *point, answers)
    assert (found.authority.prefix, found.service.code, found.days) == (prefix, service, days)
    assert found.reason_fr and found.reason_en
    assert found.needs_triage == (category in ("autre", "gaz"))


def test_the_pages_are_written_in_both_languages():
    assert [model.objects.live().count() for model in (NewsPage, PollPage, OutcomePage)] == [12, 2, 2]
    assert HelpPage.objects.live().filter(depth=4).count() == 8
    for page in Page.objects.filter(depth=4).specific():
        assert len(page.get_translations(inclusive=True)) == 2
        words = {"PollPage": "questions", "OutcomePage": "deeds"}.get(type(page).__name__, "body")
        assert getattr(page, words)[0].value


# Wagtail leaves a rendition's temporary file to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed file:ResourceWarning")
def test_the_pages_can_be_read(client):
    for address in ("/", "/aide/", "/aide/qui-fait-quoi/", "/actualites/", "/actualites/le-marche-sans-dechets/"):
        assert client.get(address, follow=True).status_code == 200
    gc.collect()


def test_loading_twice_changes_nothing(capsys):
    before = Loaded.objects.count(), Post.objects.count(), Member.objects.count()
    call_command("load_demo")
    assert "déjà chargée" in capsys.readouterr().out
    assert (Loaded.objects.count(), Post.objects.count(), Member.objects.count()) == before


def test_the_square_is_full(client):
    assert Counter(Group.objects.values_list("openness", flat=True)) == {"public": 2, "closed": 1, "hidden": 1}
    assert Counter(Post.objects.values_list("kind", flat=True)) == {
        "incident": 158, "discussion": 15, "news": 6, "poll": 1, "outcome": 1, "classified": 17, "advice": 2,
        "lost_found": 5,
    }  # fmt: skip
    assert Ballot.objects.count() > 20
    assert Profile.objects.count() == 16 and member("jp.roussel").badges
    assert FeedEntry.objects.filter(post__kind="discussion", group=None).count() == 14


def test_alice_finds_her_morning_ready(client):
    client.force_login(member("alice"))
    feed = client.get("/feed/").content.decode()
    assert "Trop de soupe" in feed and "Travaux de nuit" in feed
    assert client.get("/messages/unread/").json()["unread"] == 3
    assert client.get("/groups/residence-du-port/").status_code == 200
    assert client.get("/groups/familles-d-accueil/").status_code == 404
    assert client.get("/digest/", follow=True).status_code == 200


def test_charlie_reads_nothing_of_a_closed_group(client):
    client.force_login(member("charlie"))
    for address in ("/feed/", "/search/?q=interphone", "/groups/residence-du-port/"):
        assert "trois reçus" not in client.get(address).content.decode()


def test_nobody_s_screen_fills_with_mails_about_the_past(mailoutbox):
    tell_due()
    issue_due()
    assert mailoutbox == []


def test_mira_finds_two_cases_to_decide(client):
    client.force_login(member("mira"))
    queue = client.get("/admin/moderation/").content.decode()
    assert Case.objects.open().count() == 2 and "Coupure de fibre" in queue
    client.force_login(member("otto"))
    assert client.get("/admin/moderation/").status_code == 404


# --- Ads, the directory, lost and found ------------------------------------------------------------------------------


def test_ads_have_their_fates_and_nobody_is_left_without_an_answer():
    assert Classified.objects.published().count() == len(market.ADS)
    states = Counter(Handover.objects.values_list("state", flat=True))
    assert set(states) >= {"interested", "promised", "done", "elsewhere"}
    over = Handover.objects.filter(post__state__in=["done", "closed"], state="interested")
    assert not over.exists()  # who asked for what is gone was told
    assert Classified.objects.filter(collect_at__isnull=False, collection=None).count() == 1
    assert Comment.objects.filter(post__kind="classified", text__contains="Merci François").count() == 1


def test_somebody_finds_an_open_pharmacy_on_a_sunday():
    sunday = datetime(2026, 11, 29, 11, tzinfo=ZoneInfo("Europe/Paris"))
    found = [it for it in Entry.objects.filter(category__code="pharmacie") if read(it.hours).is_open(sunday)]
    assert [it.name for it in found] == ["Pharmacie du Parvis"]


def test_the_directory_says_where_it_comes_from_and_who_keeps_it():
    assert not Entry.objects.filter(source="").exists()
    assert set(Entry.objects.filter(claimed_at__isnull=False).values_list("slug", flat=True)) == set(market.KEEPERS)
    recommended = Recommendation.objects.exclude(answer="").values_list("entry__slug", flat=True)
    assert set(recommended) == {"fournil-de-la-ferme", "atelier-velo-corentin-celton"}
    assert Entry.objects.filter(desk_for__code="nid-de-poule").count() == 1


def test_lost_keys_have_met_found_keys():
    match = Match.objects.get()
    assert (match.lost.author.name, match.found.author.name) == ("Céline Aubert", "Gérard Leblanc")
