"""What stands in Wagtail's index of the members' own tables, and who writes it there: triggers of the database itself.

Whatever writes a post (a form, a loader of a million, an UPDATE by hand) has its words found in the same transaction,
at no statement more. An entry's id tells its row: minus (the source's `base` + the row's id), so that the newest come
first in the order of ids, each source is one range of them, and Wagtail's own pages keep the positive ones.

`ensure` runs after every `migrate`: SQLite drops the triggers of a table that a migration rebuilds."""

from dataclasses import dataclass, field
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string

ENTRY = "wagtailsearch_indexentry"
BEGINNINGS = range(3, 11)  # letters of a word's beginning that SQLite keeps a list of (`beginnings`)
CONFIGURATION = "french_unaccent"  # stems French words and leaves accents aside (PostgreSQL)


@dataclass(frozen=True)
class Source:
    """`title` and `text` are SQL over {row}, `columns` what they read of it. A change of a row in a table of `beside`
    (its column that names ours) has the words read again."""

    model: str
    base: int
    title: str
    text: str
    columns: tuple
    beside: dict = field(default_factory=dict)

    @property
    def table(self):
        return apps.get_model(self.model)._meta.db_table

    @property
    def last(self):
        """The lowest id an entry of this source may have."""
        return -(self.base + ROOM)


ROOM = 400_000_000
_TAGS = {
    "sqlite": "coalesce((SELECT group_concat(t.name, ' ') {of}), '')",
    "postgresql": "coalesce((SELECT string_agg(t.name, ' ') {of}), '')",
}
_OF = "FROM posts_posttag p JOIN taggit_tag t ON t.id = p.tag_id WHERE p.content_object_id = {row}.id"
SOURCES = {
    "posts": Source(
        "posts.Post", 0, "{row}.title", "{row}.folded || ' ' || {tags}", ("title", "folded"),
        {"posts_posttag": "content_object_id"},
    ),
    "members": Source(
        "members.Member", 400_000_000, "{row}.name", "{row}.name || ' ' || {row}.handle", ("name", "handle")
    ),
    "skills": Source("members.Skill", 1_600_000_000, "{row}.name", "{row}.folded", ("name", "folded")),
    "places": Source(
        "places.Place", 800_000_000, "{row}.name", "{row}.folded || ' ' || {row}.kind", ("name", "folded", "kind")
    ),
    "groups": Source(
        "groups.Group", 1_200_000_000, "{row}.name", "{row}.name || ' ' || {row}.about", ("name", "about")
    ),
}  # fmt: skip


@cache
def sources():
    """{name: Source}, with those of the features above (settings.INDEXED)."""
    return SOURCES | {name: import_string(path) for name, path in settings.INDEXED.items()}


# The letters of French and its neighbours. What Python has folded already (community.places.words) passes unchanged.
_FOLDED = {
    "sqlite": "replace(replace({text}, 'œ', 'oe'), 'Œ', 'oe')",  # its tokenizer does the rest
    "postgresql": "translate(replace(lower({text}), 'œ', 'oe'), 'àâäáãåçéèêëíìîïñóòôöõúùûüýÿ', "
    "'aaaaaaceeeeiiiinooooouuuuyy')",
}
_COLUMNS = {
    "sqlite": {"title": "{title}", "body": "{text}", "autocomplete": "''"},
    "postgresql": {
        "title": f"setweight(to_tsvector('{CONFIGURATION}', {{title}}), 'A')",
        "body": f"to_tsvector('{CONFIGURATION}', {{text}})",
        "autocomplete": "to_tsvector('simple', {text})",
        "title_text": "''",  # Wagtail's copies for its fuzzy search, which is not used
        "body_text": "''",
    },
}


def write(source, vendor, where="true"):
    """The statement that writes the entries of a source's rows for which `where` (SQL over s.) is true."""
    folded, tags = _FOLDED[vendor], _TAGS[vendor].format(of=_OF).format(row="s")
    said = {
        "title": folded.format(text=source.title.format(row="s")),
        "text": folded.format(text=source.text.format(row="s", tags=tags)),
    }
    columns = {name: sql.format(**said) for name, sql in _COLUMNS[vendor].items()}
    label, model = source.model.lower().split(".")
    return (
        f"INSERT INTO {ENTRY} (id, content_type_id, object_id, title_norm, {', '.join(columns)}) "  # noqa: S608
        f"SELECT -({source.base} + s.id), c.id, CAST(s.id AS varchar(50)), 1.0, {', '.join(columns.values())} "
        f"FROM {source.table} s JOIN django_content_type c ON c.app_label = '{label}' AND c.model = '{model}' "
        f"WHERE {where} ORDER BY s.id ON CONFLICT (id) DO UPDATE SET "
        + ", ".join(f"{name} = excluded.{name}" for name in columns)
    )


# --- The triggers ----------------------------------------------------------------------------------------------------


def triggers(source, vendor):
    """{name: (table, event, condition, statement)}; statements say `new` and `old` for the row."""
    unlike = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    changed = " OR ".join(f"old.{column} {unlike} new.{column}" for column in source.columns)
    gone = f"DELETE FROM {ENTRY} WHERE id = -({source.base} + old.id)"  # noqa: S608
    again = f"UPDATE OF {', '.join(source.columns)}"
    made = {
        f"{source.table}_indexed": (source.table, "INSERT", "", write(source, vendor, "s.id = new.id")),
        f"{source.table}_reindexed": (source.table, again, changed, write(source, vendor, "s.id = new.id")),
        f"{source.table}_unindexed": (source.table, "DELETE", "", gone),
    }
    for table, column in source.beside.items():
        made[f"{table}_indexed"] = (table, "INSERT", "", write(source, vendor, f"s.id = new.{column}"))
        made[f"{table}_unindexed"] = (table, "DELETE", "", write(source, vendor, f"s.id = old.{column}"))
    return made


def _on_sqlite(name, table, event, condition, statement):
    when = f"WHEN {condition} " if condition else ""
    return [f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON {table} {when}BEGIN {statement}; END"]


def _on_postgresql(name, table, event, condition, statement):
    when = f"WHEN ({condition}) " if condition else ""
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {statement}; RETURN NULL; END $$",
        f"CREATE OR REPLACE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW {when}EXECUTE FUNCTION {name}()",
    ]


# Without the right to create the extension, members' words are found all the same, for they are folded before they
# come here; only the words of editors' pages then have to be typed with their accents.
_CONFIGURE = """DO $$ BEGIN
  BEGIN CREATE EXTENSION IF NOT EXISTS unaccent;
  EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'unaccent: %', SQLERRM; END;
  IF NOT EXISTS (SELECT FROM pg_ts_config WHERE cfgname = 'french_unaccent') THEN
    CREATE TEXT SEARCH CONFIGURATION french_unaccent (COPY = french);
  END IF;
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'unaccent') THEN
    ALTER TEXT SEARCH CONFIGURATION french_unaccent
      ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem;
  END IF;
END $$"""
_STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def ensure(using="default", **_signal):
    """Every trigger stands, as this release writes it; where some were missing, the source's entries are written
    anew. For a database that has all its tables."""
    from django.contrib.contenttypes.models import ContentType

    connection = connections[using]
    vendor = connection.vendor
    with connection.cursor() as cursor:
        if vendor == "postgresql":
            cursor.execute(_CONFIGURE)
        else:
            beginnings(cursor)
        cursor.execute(_STANDING[vendor])
        standing = {name for (name,) in cursor.fetchall()}
        for source in sources().values():
            ContentType.objects.db_manager(using).get_for_model(apps.get_model(source.model))
            wanted = triggers(source, vendor)
            for name, parts in wanted.items():
                for statement in (_on_sqlite if vendor == "sqlite" else _on_postgresql)(name, *parts):
                    cursor.execute(statement)
            if not wanted.keys() <= standing:
                fill(cursor, source, vendor)


def beginnings(cursor):
    """Have SQLite keep a list of what holds each beginning of a word, which Wagtail's table lacks: it is read as far as
    it is needed, as a whole word's is, instead of being put together anew from all words that begin so (a word in a
    quarter of 300,000 posts beside a rare one: 0.1 ms instead of 80). The table grows by two fifths."""
    option = f"prefix='{' '.join(map(str, BEGINNINGS))}'"
    cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [f"{ENTRY}_fts"])
    if option in cursor.fetchone()[0]:
        return
    columns = "autocomplete, body, title"
    cursor.execute(f"DROP TABLE {ENTRY}_fts")
    cursor.execute(f"CREATE VIRTUAL TABLE {ENTRY}_fts USING fts5({columns}, {option})")
    cursor.execute(f"INSERT INTO {ENTRY}_fts (rowid, {columns}) SELECT id, {columns} FROM {ENTRY} ORDER BY id")  # noqa: S608


def fill(cursor, source, vendor):
    """Write all of a source's entries, and forget those whose row is gone."""
    cursor.execute(write(source, vendor))
    cursor.execute(
        f"DELETE FROM {ENTRY} WHERE id BETWEEN %s AND %s "  # noqa: S608
        f"AND NOT EXISTS (SELECT 1 FROM {source.table} s WHERE s.id = -{ENTRY}.id - {source.base})",
        [source.last, -source.base],
    )


def read_again(name, where, values, using="default"):
    """Have the words of a source's rows read anew for which `where` (SQL over s., with %s for `values`) is true: when
    what they are made of has changed in another table."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(write(sources()[name], connection.vendor, where), values)


def step_aside(using="default", plan=(), **_signal):
    """SQLite cannot rebuild a table that a trigger of another names: before migrations ours go, and `ensure` brings
    them back with what they missed."""
    connection = connections[using]
    if connection.vendor != "sqlite" or not plan:
        return
    with connection.cursor() as cursor:
        for source in sources().values():
            for name in triggers(source, "sqlite"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
