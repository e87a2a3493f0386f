"""Words, found in Wagtail's index (community.posts.index): "fuite fontaine" finds what holds both.

A word of four letters and more finds all that begin with it, less its plural; SQLite compares ten letters at most,
PostgreSQL the stems of French words besides. Accents and case never matter."""

from django.db import connection

from community.places.words import fold

from .index import BEGINNINGS, CONFIGURATION, ENTRY, SOURCES, sources

LONGEST = 200  # characters of what was typed that are read
MOST_WORDS = 8
# Too common to ask of a text; PostgreSQL's French dictionary leaves them aside by itself.
SMALL = frozenset(
    "a au aux avec ce ces cet cette d dans de des du elle en est et eux il ils j je l la le les leur leurs lui m ma "  # noqa: SIM905
    "mais me mes mon n ne nos notre nous on ou par pas pour qu que qui s sa se ses son sur t ta te tes toi ton tu un "
    "une vos votre vous y".split()
)
SHORTEST_ROOT = 3  # letters of a word that nothing is taken from, and that does not find longer ones


def words_of(text):
    """The words that are asked for, folded; the small ones only where there is nothing else."""
    typed = fold(text[:LONGEST]).replace("_", " ").split()
    return ([word for word in typed if word not in SMALL] or typed)[:MOST_WORDS]


def root(word):
    """A word without the ending of its plural: what SQLite looks for, and what is marked in a result."""
    return word.rstrip("sx") if len(word) > SHORTEST_ROOT + 1 and word[-1] in "sx" else word


# --- What each engine is asked ---------------------------------------------------------------------------------------


def _beginnings(words):
    """Each word, or one that begins with it."""
    if connection.vendor == "postgresql":
        return "to_tsquery('simple', %s)", [" & ".join(f"'{word}':*" for word in words)]
    return "%s", ["{body} : (" + " AND ".join(map(_begun, words)) + ")"]


def _begun(word):
    """For SQLite, what begins with a word, as far as it keeps beginnings: a longer one would be read whole."""
    return f'"{word[: BEGINNINGS[-1]]}"*'


def _question(words, column, begun=False):
    """(SQL, its values): what a column is matched with. Short words are taken as they are."""
    endings = [len(word) > SHORTEST_ROOT or (begun and word is words[-1]) for word in words]
    roots = [word if begun and word is words[-1] else root(word) for word in words]
    if connection.vendor != "postgresql":
        asked = (_begun(root) if open_ended else f'"{root}"' for root, open_ended in zip(roots, endings, strict=True))
        return "%s", [f"{{{column}}} : ({' AND '.join(asked)})"]
    stem = f"to_tsquery('{CONFIGURATION}', %s)"
    parts = [f"({stem} || to_tsquery('simple', %s))" if open_ended else stem for open_ended in endings]
    values = ((f"'{word}'", f"'{root}':*")[: 1 + open_ended]
              for word, root, open_ended in zip(words, roots, endings, strict=True))  # fmt: skip
    return f"({' && '.join(parts)})", [value for pair in values for value in pair]


def _index(column):
    """(the table to search, its column of ids, the SQL of a match with %s for the question)."""
    if connection.vendor == "postgresql":
        return ENTRY, "id", f"{ENTRY}.{column} @@ {{question}}"
    return f"{ENTRY}_fts", "rowid", f"{ENTRY}_fts MATCH {{question}}"


# --- What is found ---------------------------------------------------------------------------------------------------


def matching(posts, text):
    """Of a queryset over posts (or a kind of them), those that hold every word typed, or a word beginning with it: for
    a list that has an order of its own."""
    words = fold(text).replace("_", " ").split()[:MOST_WORDS]
    if not words:
        return posts
    table, rowid, match = _index("autocomplete" if connection.vendor == "postgresql" else "body")
    question, values = _beginnings(words)
    of_posts = f"{rowid} BETWEEN {SOURCES['posts'].last} AND 0"
    where = f"posts_post.id IN (SELECT -{rowid} FROM {table} WHERE {match.format(question=question)} AND {of_posts})"  # noqa: S608
    return posts.extra(where=[where], params=values)  # noqa: S610  our own SQL


def newest(rows, source, words, title=False, begun=False):
    """Of a queryset over a source's model, those that hold the words (`title`: in their title; `begun`: the last is
    still being typed), the newest first. Take a slice of it: the engine then stops reading there."""
    source = sources()[source]
    table, rowid, match = _index("title" if title else "body")
    question, values = _question(words, "title" if title else "body", begun)
    where = [
        f"{source.table}.id = -{table}.{rowid} - {source.base}",
        f"{table}.{rowid} BETWEEN {source.last} AND {-source.base}",
        match.format(question=question),
    ]
    return rows.extra(tables=[table], where=where, params=values, order_by=[f"{table}.{rowid}"])  # noqa: S610


def newest_pages(pages, words):
    """Of a queryset over Wagtail's pages, those that hold the words, the newest first."""
    vendor = connection.vendor
    table, rowid, _match = _index("body")
    columns = "title body" if vendor == "sqlite" else "title"
    question, values = _question(words, columns)
    match = f"{table} MATCH {question}" if vendor == "sqlite" else f"({ENTRY}.title || {ENTRY}.body) @@ {question}"
    where = [
        f"{ENTRY}.id > 0 AND {table}.{rowid} = {ENTRY}.id",
        f"{ENTRY}.content_type_id = wagtailcore_page.content_type_id",
        f"{ENTRY}.object_id = CAST(wagtailcore_page.id AS varchar(50))",
        match,
    ]
    tables = dict.fromkeys([table, ENTRY])
    return pages.extra(tables=list(tables), where=where, params=values).order_by("-first_published_at", "-pk")  # noqa: S610
