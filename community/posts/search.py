"""Words in posts, found by an index of each engine's own: a GIN index over the folded text on PostgreSQL, an FTS5
table kept by triggers on SQLite. Both match the beginnings of words, accents and case aside.

On SQLite a later migration that rebuilds posts_post drops its triggers: end such a migration with `install`."""

from django.db import connection

from community.places.words import fold

MOST_WORDS = 8

POSTGRESQL = {
    "install": ["CREATE INDEX IF NOT EXISTS post_words ON posts_post USING gin (to_tsvector('simple', folded))"],
    "remove": ["DROP INDEX IF EXISTS post_words"],
    "where": "to_tsvector('simple', posts_post.folded) @@ to_tsquery('simple', %s)",
}
_NEW = "INSERT INTO post_words (rowid, folded) VALUES (new.id, new.folded);"
_OLD = "INSERT INTO post_words (post_words, rowid, folded) VALUES ('delete', old.id, old.folded);"
SQLITE = {
    "install": [
        "CREATE VIRTUAL TABLE IF NOT EXISTS post_words USING fts5"
        "(folded, content='posts_post', content_rowid='id', tokenize='unicode61', prefix='3 4')",
        f"CREATE TRIGGER IF NOT EXISTS post_words_new AFTER INSERT ON posts_post BEGIN {_NEW} END",
        f"CREATE TRIGGER IF NOT EXISTS post_words_gone AFTER DELETE ON posts_post BEGIN {_OLD} END",
        "CREATE TRIGGER IF NOT EXISTS post_words_moved AFTER UPDATE OF folded ON posts_post "
        f"WHEN old.folded IS NOT new.folded BEGIN {_OLD} {_NEW} END",
    ],
    "remove": [
        "DROP TRIGGER IF EXISTS post_words_new",
        "DROP TRIGGER IF EXISTS post_words_gone",
        "DROP TRIGGER IF EXISTS post_words_moved",
        "DROP TABLE IF EXISTS post_words",
    ],
    "where": "posts_post.id IN (SELECT rowid FROM post_words WHERE post_words MATCH %s)",
}


def _engine(vendor):
    return POSTGRESQL if vendor == "postgresql" else SQLITE


def install(apps, schema_editor):
    for statement in _engine(schema_editor.connection.vendor)["install"]:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in _engine(schema_editor.connection.vendor)["remove"]:
        schema_editor.execute(statement)


def matching(posts, text):
    """Of a queryset over posts (or a kind of them), those that hold every word typed, or a word beginning with it."""
    typed = fold(text).split()[:MOST_WORDS]
    if not typed:
        return posts
    if connection.vendor == "postgresql":
        question = " & ".join(f"'{word}':*" for word in typed)
    else:
        question = " ".join(f'"{word}"*' for word in typed)
    return posts.extra(where=[_engine(connection.vendor)["where"]], params=[question])  # noqa: S610  our own SQL
