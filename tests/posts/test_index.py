"""Wagtail's index holds what members write, whoever writes it and however: the database itself sees to it."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from community.groups.models import Group
from community.members.models import Member
from community.places.models import Place
from community.posts import index
from community.posts.models import Post
from community.posts.search import newest, newest_pages, words_of
from community.posts.spelling import Spelling, distance, keys_of, learn, resembling, unlearn

POSTGRESQL = connection.vendor == "postgresql"


def found(text, source="posts", rows=None, **how):
    rows = Post.objects.all() if rows is None else rows
    return [str(row) for row in newest(rows, source, words_of(text), **how)[:50]]


@pytest.fixture
def write(town, alice):
    """`write("Un trou", "Depuis hier")`: a row and nothing else, as a loader would write it."""

    def written(title, text="", **more):
        given = {"kind": "incident", "author": alice, "territory": town.val, "published_at": timezone.now()} | more
        return Post.objects.create(title=title, text=text, **given)

    return written


def test_a_post_is_found_at_no_query_more(write, queries):
    with queries(1):
        write("Un nid-de-poule énorme")
    assert found("énorme") == ["Un nid-de-poule énorme"]


def test_whoever_writes_it(write, town, alice):
    post = write("Une fuite d'eau", "Près de la fontaine", place_label="Rue du Port")
    assert found("fontaine") == found("rue port") == found("FUITE") == ["Une fuite d'eau"]
    post.title = "Un jet d'eau"
    post.save()
    assert found("fuite") == [] and found("jet") == ["Un jet d'eau"]
    Post.objects.filter(pk=post.pk).update(folded="tout autre chose")
    assert found("fontaine") == [] and found("autre chose") == ["Un jet d'eau"]
    Post.objects.bulk_create([Post(kind="incident", title="En gros", folded="en gros", territory=town.val)])
    assert found("gros") == ["En gros"]
    post.delete()
    assert found("chose") == []


def test_accents_case_and_plurals_do_not_matter(write):
    write("Les Épinettes sont éteintes", "Œuvre des élèves")
    for typed in ("epinettes", "ÉPINETTES", "épinette", "eteinte", "oeuvres", "Œuvre", "eleve"):
        assert found(typed) == ["Les Épinettes sont éteintes"], typed


@pytest.mark.skipif(not POSTGRESQL, reason="SQLite knows no stems")
def test_postgresql_knows_the_stems_of_french_words(write):
    write("Réparation du banc")
    assert found("réparations") == found("reparation") == ["Réparation du banc"]
    write("Un chien perdu")
    assert found("perdus") == found("chiens") == ["Un chien perdu"]


@pytest.mark.skipif(POSTGRESQL, reason="its index finds beginnings by itself")
def test_sqlite_keeps_beginnings_and_makes_a_table_without_them_anew(write):
    write("Le stationnement des camionnettes")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {index.ENTRY}_fts")
        cursor.execute(f"CREATE VIRTUAL TABLE {index.ENTRY}_fts USING fts5(autocomplete, body, title)")
        index.ensure()
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [f"{index.ENTRY}_fts"])
        assert "prefix='3 4 5 6 7 8 9 10'" in cursor.fetchone()[0]
    assert found("camion") == found("stationnements") == ["Le stationnement des camionnettes"]
    write("Une camionnette mal garée")
    assert found("camionnettes") == ["Une camionnette mal garée", "Le stationnement des camionnettes"]


def test_small_words_are_not_asked_for(write):
    write("Fuite à la fontaine")
    assert found("la fuite de la fontaine du parc") == [] and found("une fuite dans la fontaine") != []
    assert words_of("de la") == ["de", "la"] and words_of("") == [] == words_of("« !? »")


def test_the_newest_come_first_and_titles_can_be_asked_alone(write):
    for title, text in (("Lampe", ""), ("Banc", "sous la lampe"), ("Lampe verte", "")):
        write(title, text)
    assert found("lampe") == ["Lampe verte", "Banc", "Lampe"]
    assert found("lampe", title=True) == ["Lampe verte", "Lampe"]
    assert found("lam", title=True, begun=True) == ["Lampe verte", "Lampe"]


def test_tags_are_words_of_their_post(write):
    post = write("Atelier du samedi")
    post.tags.add("Vélo")
    assert found("velo") == ["Atelier du samedi"]
    post.tags.remove("Vélo")
    assert found("velo") == []


def test_members_places_and_groups_stand_there_too(town, alice):
    Group.objects.create(slug="jardin", name="Le jardin partagé", about="Des tomates", territory=town.val)
    Place.objects.create(name="École Anatole France", kind="École", lat=48.82, lon=2.25, source_key="x")
    assert found("jardin", "groups", Group.objects.all()) == ["Le jardin partagé"]
    assert found("tomate", "groups", Group.objects.all()) == ["Le jardin partagé"]
    assert found("anatole", "places", Place.objects.all()) == ["École Anatole France"]
    assert found("alice", "members", Member.objects.all()) == ["Alice"]
    Member.objects.filter(pk=alice.pk).update(name="Aline")
    assert found("aline", "members", Member.objects.all()) == ["Aline"]
    assert found("alice", "members", Member.objects.all()) == ["Aline"]  # by her handle


def test_a_page_of_wagtails_neither_reads_nor_writes_our_entries(write):
    from wagtail.models import Page
    from wagtail.search.backends import get_search_backend

    write("Bienvenue")
    entry = index.ENTRY
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {entry} SET title_norm = 7 WHERE id < 0")
        page = Page.objects.get(depth=1).add_child(title="Une page de bienvenue", slug="bienvenue")
        get_search_backend().add(page)
        call_command("update_index", verbosity=0)
        cursor.execute(f"SELECT count(*) FROM {entry} WHERE id < 0 AND title_norm = 7")
        assert cursor.fetchone()[0] == Member.objects.count() + 1
    assert [p.title for p in newest_pages(Page.objects.all(), ["bienvenue"])] == ["Une page de bienvenue"]
    assert found("bienvenue") == ["Bienvenue"]


def test_triggers_that_a_migration_dropped_come_back_with_what_they_missed(write):
    kept, gone = write("Un banc"), write("Un arbre")
    with connection.cursor() as cursor:
        for name, (table, *_rest) in index.triggers(index.SOURCES["posts"], connection.vendor).items():
            cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if POSTGRESQL else ""))
    write("Une lampe")
    Post.objects.filter(pk=gone.pk).delete()
    Post.objects.filter(pk=kept.pk).update(folded="un siege")
    assert found("lampe") == []
    index.ensure()
    assert found("lampe") == ["Une lampe"] and found("siege") == ["Un banc"] and found("arbre") == []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {index.ENTRY} WHERE id = {-gone.pk}")
        assert cursor.fetchone() == (0,)
    write("Une fontaine")
    assert found("fontaine") == ["Une fontaine"]


@pytest.mark.skipif(POSTGRESQL, reason="PostgreSQL rebuilds no tables")
def test_on_sqlite_the_triggers_step_aside_for_migrations(write):
    index.step_aside(plan=[])
    write("Un banc")
    index.step_aside(plan=[("some migration", False)])
    write("Une lampe")
    assert found("banc") == ["Un banc"] and found("lampe") == []
    index.ensure()
    assert found("lampe") == ["Une lampe"]


# --- Words like one another ------------------------------------------------------------------------------------------


def test_slips_are_counted_as_letters_put_in_left_out_changed_or_swapped():
    assert [distance("lampe", other) for other in ("lampe", "lampes", "lame", "rampe", "lamep", "")] == [
        0,
        1,
        1,
        1,
        1,
        5,
    ]
    assert keys_of("banc") == {"banc", "anc", "bnc", "bac", "ban"}


def test_words_are_learned_from_what_everybody_may_read_each_once(write):
    write("Lampadaire éteint", place_label="Rue Gabriel Péri")
    write("Secretissime", group_only=True)
    write("Masquage", hidden_at=timezone.now())
    assert learn() == 1 and learn() == 0
    assert resembling("lanpadaire") == ["lampadaire"] and resembling("gabirel") == ["gabriel"]
    assert resembling("lampadaire") == resembling("secretisime") == resembling("masqage") == []
    write("Le lampadaire encore")
    assert learn() == 1 and Spelling.objects.filter(word="lampadaire", key="lampada").count() == 1
    unlearn()
    assert resembling("lanpadaire") == [] and learn() == 2
