"""What to publish: one tap each, and what one came with goes along."""

from django.utils import timezone

from community.groups.models import Group, Membership
from community.posts.models import Post


def test_everyone_chooses_in_plain_words(client, town):
    html = client.get("/new/").content.decode()
    assert 'href="/incidents/new/"' in html and 'href="/discussions/new/"' in html
    assert "Un trou, un lampadaire" in html and "une bonne adresse" in html


def test_in_danger_one_calls(client, town):
    from home import town as townhall
    from home.models import TownSettings

    townhall.remember(TownSettings(emergency_numbers=[{"number": "1 12", "fr": "Urgences", "en": "Emergency"}]))
    assert 'href="tel:112"' in client.get("/new/").content.decode()


def test_a_group_and_a_post_go_along(client, alice, bob, town):
    group = Group.objects.create(slug="velo", name="Vélo", openness="hidden", territory=town.val)
    Membership.objects.create(group=group, member=alice, joined_at=timezone.now())
    post = Post.objects.create(
        kind="incident", author=bob, title="Banc cassé", territory=town.val, published_at=timezone.now()
    )
    query = {"group": "velo", "from": post.pk}
    client.force_login(alice)
    html = client.get("/new/", query).content.decode()
    assert f'href="/discussions/new/?group=velo&amp;from={post.pk}"' in html
    assert f'href="/incidents/new/?from={post.pk}"' in html and "Ou pour toute la ville" in html
    client.force_login(bob)
    html = client.get("/new/", query).content.decode()
    assert "Vélo" not in html and "Banc cassé" in html
    assert f'href="/discussions/new/?from={post.pk}"' in html


def test_nonsense_is_left_out(client, town):
    html = client.get("/new/", {"group": "x" * 500, "from": "²"}).content.decode()
    assert 'href="/discussions/new/"' in html
