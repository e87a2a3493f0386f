"""Tags: cleaned, few, one key whatever the spelling; suggested only from what everybody may see."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from taggit.models import Tag

from community.groups.models import Group
from community.posts.models import Post
from community.posts.tagging import cleaned, put_tags, slug_of, suggestions, tags_of, with_tags


@pytest.fixture
def say(town, alice):
    """`say("Un vélo", "vélo")`: Alice's post with these tags."""

    def make(title, *tags, **more):
        post = Post.objects.create(
            kind="incident", author=alice, title=title, territory=town.val, published_at=timezone.now(), **more
        )
        put_tags(post, tags)
        return post

    return make


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", []),
        ("vélo, marché", ["vélo", "marché"]),
        ("#vélo #marché", ["vélo", "marché"]),
        (" Vélo ,, velo, VÉLO", ["Vélo"]),
        ("aire  de\tjeux\nchien", ["aire de jeux", "chien"]),
        ("\u202egnol\u200b", ["gnol"]),
        ("<b>gras</b>", ["<b>gras</b>"]),
        ("日本語", ["日本語"]),
    ],
)
def test_what_was_typed_becomes_names(typed, names):
    assert cleaned(typed) == names


@pytest.mark.parametrize(
    ("typed", "words"), [("a,b,c,d,e,f", "5 mots-clés"), ("x" * 31, "30 caractères"), ("!!!", "ni lettre ni chiffre")]
)
def test_what_is_wrong_is_said(typed, words):
    with pytest.raises(ValidationError, match=words):
        cleaned(typed)


def test_a_tag_keeps_its_first_spelling(say):
    say("Un", "Vélo")
    say("Deux", "velo")
    assert list(Tag.objects.values_list("slug", "name")) == [("velo", "Vélo")]


def test_an_editors_tag_of_the_same_name_is_taken_over(say):
    Tag.objects.create(name="Vélo", slug="vélo")
    post = say("Un", "Vélo")
    assert tags_of(with_tags(Post.objects).get(pk=post.pk)) == [("velo", "Vélo")]


def test_tags_are_replaced_as_a_whole(say, queries):
    post = say("Un", "vélo", "chien")
    post.sequence = 3
    put_tags(post, ["chien", "chat"])
    with queries(1):
        assert tags_of(with_tags(Post.objects).get(pk=post.pk)) == [("chat", "chat"), ("chien", "chien")]
    put_tags(post, [])
    assert tags_of(with_tags(Post.objects).get(pk=post.pk)) == []


def test_a_new_post_without_tags_costs_nothing(say, queries):
    post = say("Un")
    with queries(0):
        put_tags(post, [])


def test_suggestions_fold_accents_and_case_and_count_what_everybody_sees(say, town, client):
    say("Un", "Vélo")
    say("Deux", "vélo", "vélodrome")
    hidden = Group.objects.create(slug="caches", name="Cachés", openness="hidden", territory=town.val)
    say("Trois", "vélo secret", group=hidden, group_only=True)
    say("Quatre", "vélo masqué", hidden_at=timezone.now())
    found = client.get("/tags/", {"q": "VÉL"}).json()["tags"]
    assert [(tag["slug"], tag["count"]) for tag in found] == [("velo", 2), ("velodrome", 1)]
    assert client.get("/tags/", {"q": "  "}).json() == {"tags": []}
    assert suggestions("%") == []


def test_keys():
    assert [slug_of(name) for name in ("Aire de jeux", "l'été", "C++", "a_b")] == ["aire-de-jeux", "l-ete", "c", "a-b"]
