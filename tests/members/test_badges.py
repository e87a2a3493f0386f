"""Real roles are given by the town and seen beside the name; nobody takes one by their name."""

from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from django.utils.translation import override

from community.members.models import Award, Badge, Member, ReservedName
from community.posts import entries, thread
from community.posts.models import Post


@pytest.fixture
def elected(db):
    return Badge.objects.get(code="elected")


def names(member):
    return [badge["name"] for badge in Member.objects.get(pk=member.pk).badges]


def test_a_badge_is_worn_from_its_first_day_to_its_last(alice, elected):
    Award.objects.create(member=alice, badge=elected, since=date(2026, 5, 1), until=date(2026, 5, 31))
    worn = {}
    for day in ("2026-04-30", "2026-05-01", "2026-05-31", "2026-06-01"):
        with time_machine.travel(f"{day} 12:00+00:00", tick=False):
            worn[day] = names(alice)
    role = ["Élu·e de la ville"]
    assert worn == {"2026-04-30": [], "2026-05-01": role, "2026-05-31": role, "2026-06-01": []}


def test_it_speaks_the_readers_language(alice, elected):
    Award.objects.create(member=alice, badge=elected, detail="Voirie")
    with override("en"):
        assert names(alice) == ["Elected official"]
    elected.name_en = "Councillor"
    elected.save()
    with override("en"):
        assert names(alice) == ["Councillor"]


def test_however_it_is_taken_back_it_is_worn_no_more(alice, bob, elected):
    one = Award.objects.create(member=alice, badge=elected)
    one.member = bob
    one.save()
    assert (names(alice), names(bob)) == ([], ["Élu·e de la ville"])
    Award.objects.filter(badge=elected).delete()  # as the admin's bulk action does
    assert names(bob) == []


def test_it_stands_on_the_profile_and_beside_comments_already_drawn(client, town, alice, bob, elected):
    lat, lon = town.in_val
    post = Post.objects.create(
        kind="incident", author=alice, title="Banc", lat=lat, lon=lon, territory=town.val, published_at=timezone.now()
    )
    thread.say(post, bob, "Vu.")
    assert "Élu·e" not in "".join(entries.latest(post)[0])
    Award.objects.create(member=bob, badge=elected, detail="Voirie")
    html = "".join(entries.latest(post)[0])
    assert "Élu·e de la ville" in html and "(Voirie)" in html and 'href="/members/bob/"' in html
    page = client.get("/members/bob/").content.decode()
    assert "Élu·e de la ville" in page and "Voirie" in page


def test_an_unnamed_author_wears_nothing(town, alice, bob, elected):
    Award.objects.create(member=alice, badge=elected)
    lat, lon = town.in_val
    post = Post.objects.create(
        kind="incident", author=alice, anonymous=True, title="Banc", lat=lat, lon=lon, territory=town.val,
        published_at=timezone.now(),
    )  # fmt: skip
    thread.say(post, alice, "Merci")
    html = "".join(entries.latest(post)[0])
    assert "Un voisin" in html and "Élu·e" not in html and "/members/" not in html


# --- The admin -------------------------------------------------------------------------------------------------------


def award(client, **changed):
    said = {
        "member": "bob",
        "badge": Badge.objects.get(code="agent").pk,
        "detail": "",
        "since": "2026-01-01",
        "until": "",
    }
    return client.post("/admin/snippets/members/award/add/", said | changed)


def test_the_town_gives_a_badge_by_a_members_handle(client, admin, bob):
    client.force_login(admin)
    assert award(client, member="@Bob").status_code == 302
    given = Award.objects.get()
    assert (given.member, given.given_by, given.badge.code) == (bob, admin, "agent")
    assert 'value="bob"' in client.get(f"/admin/snippets/members/award/edit/{given.pk}/").content.decode()
    refused = award(client, member="personne", since="2026-02-01", until="2026-01-01").content.decode()
    assert "Aucun membre" in refused and Award.objects.count() == 1


def test_nobody_gives_one_without_the_right(client, bob, mira):
    for member in (bob, mira):
        client.force_login(member)
        assert award(client).status_code in (302, 403)
    assert not Award.objects.exists()
    clerks = Group.objects.create(name="Accueil")
    wanted = Permission.objects.filter(codename__in=["access_admin", "add_award", "change_award", "view_award"])
    clerks.permissions.set(wanted)
    mira.groups.add(clerks)
    award(client)
    assert Award.objects.get().given_by == mira


# --- Names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Mairie d'Issy", "MAIRIE", "La mairie", "Маirie d'Issy", "Ma\u200birie", "M0dérateur",
        "Élu·e de la ville",
        "Grand Paris Seine Ouest", "Ville d’Issy-les-Moulineaux", "City agent", "Police municipale",
    ],
)  # fmt: skip
def test_a_name_that_speaks_for_the_town_is_held_back(client, alice, name):
    client.force_login(alice)
    refused = client.post("/members/me/", {"name": name, "handle": "alice", "language": "fr", "mail": "on"})
    assert refused.status_code == 400 and "réservé" in refused.content.decode()
    alice.refresh_from_db()
    assert alice.name == "Alice"


@pytest.mark.parametrize(
    "name", ["Marie", "Bruno Le Maire", "Villemin", "Policarpe", "Alice d'Issy", "Ludovic Parvisse"]
)
def test_a_name_like_any_other_is_not(client, alice, name):
    client.force_login(alice)
    saved = client.post("/members/me/", {"name": name, "handle": "alice", "language": "fr", "mail": "on"})
    assert saved.status_code == 302


def test_nor_does_one_sign_up_with_it(client, town):
    page = client.post("/accounts/signup/", {"name": "Mairie d'Issy", "email": "dora@example.org"})
    assert "réservé" in page.context["form"].errors["name"][0]


def test_the_town_adds_a_name_and_says_why(client, alice):
    ReservedName.objects.create(words="Seine Ouest Habitat", why="C'est le bailleur.")
    client.force_login(alice)
    refused = client.post("/members/me/", {"name": "seine ouest habitat", "handle": "alice", "language": "fr"})
    assert "bailleur" in refused.content.decode()


def test_who_holds_the_role_may_name_it_and_a_name_given_by_the_town_is_kept(client, alice):
    Award.objects.create(member=alice, badge=Badge.objects.get(code="association"))
    alice.refresh_from_db()
    client.force_login(alice)
    said = {"handle": "alice", "language": "fr", "mail": "on"}
    assert client.post("/members/me/", said | {"name": "Association Les Épinettes"}).status_code == 302
    Member.objects.filter(pk=alice.pk).update(name="Mairie d'Issy")  # as the admin may
    assert client.post("/members/me/", said | {"name": "Mairie d'Issy"}).status_code == 302
