"""The demo goes as it came, and real people keep what is theirs."""

from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from classifieds.planting import plant as plant_ads
from community.members.models import Member
from community.places.models import Territory
from community.posts import thread
from community.posts.models import Comment, MapCount, Photo, Post
from community.tickets import acts
from community.tickets.models import Authority, Category, Competence, Seat, Service, Step, Ticket
from demo import people
from demo.models import Loaded
from directory.planting import plant as plant_directory
from home.planting import plant
from incidents.models import Incident

from .conftest import _forget, plain_pictures

pytestmark = pytest.mark.django_db
# What the removal itself leaves: work for the worker, and what Django and Wagtail remember of their own.
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[2.283, 48.815], [2.292, 48.815], [2.292, 48.825], [2.283, 48.825], [2.283, 48.815]]],
}
BESIDE = {"django_tasks_database.DBTaskResult", "contenttypes.ContentType", "auth.Permission"}


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    monkeypatch.setattr("demo.gallery.paint_all", plain_pictures)
    _forget()
    yield
    _forget()


def rows():
    counts = {model._meta.label: model._base_manager.count() for model in apps.get_models()}
    return {label: count for label, count in counts.items() if count and label not in BESIDE}


def files():
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def content():
    """Everything a reader could tell one demo from another by, without the rows' own keys."""
    posts = Post.objects.order_by("published_at", "title").values_list(
        "title", "text", "author__handle", "territory__code", "lat", "lon", "state", "published_at", "vote_count",
        "comment_count", "sequence", "ticket__reference", "ticket__state", "ticket__service__code", "ticket__due_at",
    )  # fmt: skip
    talk = Comment.objects.order_by("post__published_at", "post__title", "number").values_list(
        "post__title", "number", "author__handle", "kind", "voice", "text", "created_at", "reply_to__number"
    )
    steps = Step.objects.order_by("ticket__reference", "at", "act").values_list(
        "ticket__reference", "at", "act", "text", "member__handle", "from_state", "to_state"
    )
    photos = Photo.objects.order_by("key").values_list("key", "alt", "role", "post__title")
    return list(posts), list(talk), list(steps), list(photos)


def test_nothing_is_left_and_it_comes_back_the_same(django_capture_on_commit_callbacks, capsys):
    for started in (plant, plant_ads, plant_directory):  # as `make run` does
        started()
    before, files_before = rows(), files()
    with time_machine.travel("2026-11-23 16:00:00+01:00", tick=False), django_capture_on_commit_callbacks(execute=True):
        call_command("load_demo")
        first = content()
        call_command("remove_demo")
        assert rows() == before
        call_command("load_demo")
        assert content() == first
        call_command("remove_demo")
    assert rows() == before
    assert files() == files_before
    call_command("remove_demo")
    assert "rien à retirer" in capsys.readouterr().out


def test_real_people_keep_what_is_theirs(capsys):
    vanves = Territory.objects.create(code="92075", name="Vanves", level="city", boundary=SQUARE)
    own = Authority.objects.create(name="Mairie de Vanves", short="Vanves", prefix="VANV", territory=vanves)
    desk = Service.objects.create(authority=own, code="accueil", name_fr="Notre accueil", triage=True)
    call_command("load_demo")
    quarter = Territory.objects.get(code="92040-val-de-seine")
    bob = Member.objects.create_user("bob@example.org", "mot de passe", name="Bob", neighbourhood=quarter)
    category = Category.objects.get(code="lampadaire")
    mine = Incident.objects.report(bob, "problem", category, "Il fait noir.", 48.8262, 2.2600, quietly=True)
    demo_alice = Member.objects.get(email=people.email("alice"))
    demo_alice_post = Incident.objects.report(demo_alice, "problem", category, "Essai", 48.8262, 2.2601, quietly=True)
    mine.confirm(demo_alice, quietly=True)
    thread.say(mine, demo_alice, "Je confirme.", quietly=True)
    told = Post.objects.exclude(pk__in=[mine.pk, demo_alice_post.pk]).first()
    thread.say(told, bob, "Moi aussi.", quietly=True)
    otto = Member.objects.get(email=people.email("otto"))
    acts.pick_up(Ticket.objects.get(post=mine.pk), otto, quietly=True)

    call_command("remove_demo")

    assert [post.pk for post in Post.objects.all()] == [mine.pk]
    mine.refresh_from_db()
    assert (mine.author, mine.vote_count, mine.comment_count) == (bob, 1, 1)
    assert Ticket.objects.get(post=mine.pk).assignee is None
    assert list(Member.objects.all()) == [bob]
    bob.refresh_from_db()
    assert bob.neighbourhood == quarter
    # Only what his report and his home stand on stays.
    assert set(Category.objects.values_list("code", flat=True)) == {"lampadaire"}
    assert {authority.name for authority in Authority.objects.all()} == {"Grand Paris Seine Ouest", "Mairie de Vanves"}
    assert set(Service.objects.exclude(pk=desk.pk).values_list("code", flat=True)) == {"eclairage"}
    assert set(Territory.objects.values_list("code", flat=True)) == {
        "92", "200057974", "92040", "92040-val-de-seine", "92075",
    }  # fmt: skip
    # What was there before is as it was.
    vanves.refresh_from_db()
    assert (vanves.boundary, vanves.approximate) == (SQUARE, False)
    assert list(own.services.all()) == [desk]
    assert not Competence.objects.exists() and not Seat.objects.exists() and not Loaded.objects.exists()
    assert MapCount.objects.filter(zoom=10).get().count == 1
    assert "Gardé, car utilisé depuis : 4 territoires." in capsys.readouterr().out


def test_a_load_that_fails_leaves_nothing(monkeypatch):
    before, files_before = rows(), files()

    def fail(*_said):
        raise RuntimeError("no more ink")

    monkeypatch.setattr("demo.telling.Teller.step", fail)
    with pytest.raises(RuntimeError):
        call_command("load_demo")
    assert rows() == before
    assert files() == files_before


def test_it_says_when_it_cannot_be_loaded():
    territory = Territory.objects.create(code="200057974", name="GPSO", level="agglomeration")
    Authority.objects.create(name="Grand Paris Seine Ouest", short="GPSO", prefix="EPT", territory=territory)
    with pytest.raises(CommandError, match="« Grand Paris Seine Ouest » existe déjà, avec le préfixe EPT"):
        call_command("load_demo")
    assert not Loaded.objects.exists() and not Post.objects.exists()
