"""What a member says of themselves, to whom each part is shown, and whose page there is at all."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from community.members import showing
from community.members.blocks import block
from community.members.editing import change_profile, known_skills
from community.members.models import Audience, FormerHandle, Member, Profile, Skill
from community.posts.models import Post
from tests.conftest import join

PARTS = ("photo", "neighbourhood", "about", "skills", "posts")


def verified(member):
    member.verified_at = timezone.now()
    member.save()
    return member


@pytest.fixture
def told(alice):
    """Alice has said something in every part."""
    change_profile(alice, portrait="photos/aa/alice/square.webp", about="Je tricote.", languages=["fr", "pt"],
                   skills=["Arroser les plantes", "Réparer un vélo"])  # fmt: skip
    return alice


@pytest.fixture
def published(town, alice):
    def publish(title, **more):
        lat, lon = town.in_val
        return Post.objects.create(
            kind="incident", author=alice, title=title, lat=lat, lon=lon, territory=town.val,
            published_at=timezone.now(), **more,
        )  # fmt: skip

    return publish


def words(client, handle="alice"):
    answer = client.get(f"/members/{handle}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_neighbour_reads_who_alice_is(client, told, bob):
    client.force_login(bob)
    page = words(client)
    for said in ("Alice", "@alice", "Val-de-Seine", "Membre depuis", "Je tricote.", "Português", "Réparer un vélo"):
        assert said in page, said
    assert "/messages/new/?to=alice" in page and f"/flag/?about=member:{told.pk}" in page
    assert "alice@example.org" not in page and '<meta name="robots" content="noindex">' in page


def test_by_default_a_visitor_reads_a_name_and_no_more(client, told):
    page = words(client)
    assert "Alice" in page
    for unsaid in ("Val-de-Seine", "Je tricote.", "Português", "vélo", "square.webp", "/messages/new/", "/block/"):
        assert unsaid not in page, unsaid


@pytest.mark.parametrize(
    ("audience", "seen_by"),
    [
        (Audience.EVERYONE, ["visitor", "charlie", "bob", "alice"]),
        (Audience.MEMBERS, ["charlie", "bob", "alice"]),
        (Audience.RESIDENTS, ["bob", "alice"]),
        (Audience.NOBODY, ["alice"]),
    ],
)
def test_each_part_is_for_those_it_is_for(client, told, bob, charlie, published, audience, seen_by):
    verified(bob), verified(charlie)
    change_profile(told, **{f"show_{part}": audience for part in PARTS})
    readers = {"visitor": None, "charlie": charlie, "bob": bob, "alice": told}
    signs = ["square.webp", "Je tricote.", "Réparer un vélo", "Val-de-Seine"]
    found = {}
    for name, reader in readers.items():
        client.logout()
        if reader:
            client.force_login(reader)
        page = words(client)
        found[name] = {sign in page for sign in signs}
    assert found == {name: {name in seen_by} for name in readers}


def test_a_neighbour_who_is_not_verified_is_a_member_like_any_other(told, bob):
    assert showing.standing(bob, told) == showing.MEMBER
    assert showing.standing(verified(bob), told) == showing.RESIDENT
    Member.objects.filter(pk=told.pk).update(neighbourhood=None)
    told.refresh_from_db()
    assert showing.standing(bob, told) == showing.MEMBER


def test_of_her_posts_only_those_with_her_name_are_listed(client, alice, bob, town):
    from incidents.models import Incident, Nature

    def report(text, **more):
        return Incident.objects.report(alice, Nature.PROBLEM, town.litter, text, *town.in_val, quietly=True, **more)

    report("Banc cassé"), report("Sans mon nom", anonymous=True)
    report("Masqué")
    Post.objects.filter(title="Masqué").update(hidden_at=timezone.now())
    client.force_login(bob)
    page = words(client)
    assert "Banc cassé" in page and "Sans mon nom" not in page and "Masqué" not in page
    change_profile(alice, show_posts=Audience.NOBODY)
    assert "Banc cassé" not in words(client)


def test_there_is_no_page_alike_for_who_is_unknown_gone_or_apart(client, alice, bob, charlie):
    client.force_login(alice)
    block(bob, alice)
    Member.objects.filter(pk=charlie.pk).update(is_active=False)
    answers = [client.get(f"/members/{handle}/") for handle in ("personne", "charlie", "bob")]
    assert {answer.status_code for answer in answers} == {404}
    plain = {a.content.replace(h, b"x") for a, h in zip(answers, (b"personne", b"charlie", b"bob"), strict=True)}
    assert len(plain) == 1
    client.force_login(bob)
    assert client.get("/members/alice/").status_code == 404


def test_a_moderator_reads_whoever_blocked_them(client, mira, alice):
    block(alice, mira)
    client.force_login(mira)
    assert client.get("/members/alice/").status_code == 200


def test_a_page_costs_the_same_whatever_it_holds(client, told, bob, published, queries):
    client.force_login(bob)
    words(client)
    with queries(8):  # reader, member, profile, apart?, skills, posts, followed?, muted?
        words(client)
    change_profile(told, skills=[f"Chose {n}" for n in range(12)])
    with queries(8):
        words(client)


# --- Saying it -------------------------------------------------------------------------------------------------------


def test_alice_writes_her_profile_and_it_is_kept_in_her_order(client, alice):
    client.force_login(alice)
    said = {"about": " Bonjour \u202e", "languages": ["en", "fr"], "skills": ["Vélo", "", " vélo ", "Plantes"]}
    assert client.post("/members/me/profile/", said)["Location"] == "/members/alice/"
    profile = Profile.objects.get(member=alice)
    assert (profile.about, profile.languages) == ("Bonjour", ["en", "fr"])
    assert [s.name for s in alice.skills.all()] == ["Vélo", "Plantes"]
    client.post("/members/me/profile/", {"skills": ["Plantes"]})
    assert [s.name for s in alice.skills.all()] == ["Plantes"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"skills": [f"Chose {n}" for n in range(13)]}, "Douze au plus"),
        ({"skills": ["x" * 41]}, "Quarante caractères"),
        ({"languages": ["klingon"]}, "klingon"),
        ({"about": "x" * 601}, "600"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_typed_is_lost(client, alice, given, words):
    client.force_login(alice)
    refused = client.post("/members/me/profile/", {"about": "Je tricote.", "skills": ["Vélo"], **given})
    page = refused.content.decode()
    assert (refused.status_code, words in page) == (400, True)
    assert given.get("about", "Je tricote.") in page and given.get("skills", ["Vélo"])[0] in page
    assert not Profile.objects.filter(member=alice).exclude(about="").exists() and not alice.skills.exists()


def test_words_of_a_member_are_never_markup(client, alice, bob):
    change_profile(alice, about="<script>1</script>", skills=["<b>gras</b>"])
    client.force_login(bob)
    page = words(client)
    assert "<script>1" not in page and "<b>gras" not in page


def test_alice_chooses_who_sees_what_and_looks_through_others_eyes(client, told):
    client.force_login(told)
    said = {f"show_{part}": "members" for part in PARTS} | {"show_about": "everyone", "messages_from": "residents"}
    assert client.post("/members/me/visibility/", said).status_code == 302
    visitor = client.get("/members/me/preview/?as=visitor").content.decode()
    assert "Je tricote." in visitor and "Réparer un vélo" not in visitor and "/block/" not in visitor
    assert "Réparer un vélo" in client.get("/members/me/preview/?as=resident").content.decode()
    assert client.get("/members/me/preview/?as=mayor").status_code == 404
    assert client.post("/members/me/visibility/", said | {"show_about": "friends"}).status_code == 400


@pytest.mark.parametrize("page", ["profile", "visibility", "preview", "blocks"])
def test_visitors_are_asked_to_sign_in(client, town, page):
    assert client.get(f"/members/me/{page}/").status_code == 302


def test_only_what_is_shown_to_everyone_may_be_indexed_for_everyone(told):
    assert told.search_text_for_everyone() == "Alice alice"
    change_profile(told, show_skills=Audience.EVERYONE)
    assert told.search_text_for_everyone() == "Alice alice Arroser les plantes Réparer un vélo"
    change_profile(told, show_about=Audience.EVERYONE, show_skills=Audience.RESIDENTS)
    assert told.search_text_for_everyone() == "Alice alice Je tricote. Français Português"
    told.is_active = False
    assert told.search_text_for_everyone() == ""


def test_a_skill_is_suggested_once_several_show_it_to_everyone(neighbours):
    for number, one in enumerate(neighbours(4)):
        change_profile(one, skills=["Vélo", f"Secret {number}"], show_skills=Audience.EVERYONE)
    assert known_skills() == ["Vélo"]
    Profile.objects.filter(pk__in=Profile.objects.values("pk")[:2]).update(show_skills=Audience.MEMBERS)
    assert known_skills() == []
    assert Skill.objects.count() == 8


def test_who_may_write_to_whom(alice, bob, charlie, mira):
    assert showing.accepts_messages(alice, charlie) and not showing.accepts_messages(alice, alice)
    change_profile(alice, messages_from="residents")
    assert not showing.accepts_messages(alice, bob)
    assert showing.accepts_messages(alice, verified(bob)) and not showing.accepts_messages(alice, verified(charlie))
    change_profile(alice, messages_from="nobody")
    assert not showing.accepts_messages(alice, bob)
    change_profile(alice, messages_from="everyone")
    block(bob, alice)
    assert not showing.accepts_messages(alice, bob) and not showing.accepts_messages(bob, alice)


def test_the_face_everyone_may_see_follows_what_alice_chooses(told):
    assert (told.face, told.face_url) == ("", "")
    look = Member.objects.get(pk=told.pk).look
    change_profile(told, show_photo=Audience.EVERYONE)
    told.refresh_from_db()
    assert told.face_url == default_storage.url("photos/aa/alice/square.webp") and told.look == look + 1
    change_profile(told, show_photo=Audience.RESIDENTS)
    told.refresh_from_db()
    assert (told.face_url, told.look) == ("", look + 2)


# --- Handles ---------------------------------------------------------------------------------------------------------


def account(**changed):
    return {"name": "Alice", "handle": "alice", "language": "fr", "mail": "on", **changed}


@pytest.mark.parametrize("handle", ["me", "welcome", "new", "search", "Admin", "mairie", "police-municipale"])
def test_an_address_of_ours_is_nobodys_handle(client, alice, handle):
    client.force_login(alice)
    assert client.post("/members/me/", account(handle=handle)).status_code == 400
    alice.refresh_from_db()
    assert alice.handle == "alice"


def test_a_new_member_named_me_gets_another_handle(town):
    assert [join("Me").handle, join("Welcome").handle] == ["me-2", "welcome-2"]


def test_an_old_handle_leads_nowhere_and_is_nobody_elses_for_half_a_year(client, alice, bob):
    client.force_login(alice)
    client.post("/members/me/", account(handle="alicia"))
    assert client.get("/members/alicia/").status_code == 200
    assert client.get("/members/alice/").status_code == 404
    client.force_login(bob)
    refused = client.post("/members/me/", account(name="Bob", handle="alice"))
    assert "déjà pris" in refused.content.decode()
    client.force_login(alice)
    assert client.post("/members/me/", account()).status_code == 302  # her own, she may have back
    assert [(f.handle, f.member) for f in FormerHandle.objects.all()] == [("alicia", alice)]
    client.force_login(bob)
    FormerHandle.objects.update(left_at=timezone.now() - timedelta(days=181))
    assert client.post("/members/me/", account(name="Bob", handle="alicia")).status_code == 302
