"""One list out of several that indexes hold in the same order: by one statement, in the engine's own order of words.
(Django's union takes no limited parts on SQLite.)"""

from django.db import connection

MOST = 120  # parts of one statement: beyond, one index is read through


def merged(parts, limit, *columns):
    """The first `limit` rows, as tuples of these columns, of several querysets in the order of (sort_key, id), each of
    which an index serves in that order. One statement."""
    parts = [part.values(*dict.fromkeys(("id", "sort_key", *columns))) for part in parts]
    compiled = [part[:limit].query.sql_with_params() for part in parts if not part.query.is_empty()]
    if not compiled:
        return []
    parts = " UNION ALL ".join(f"SELECT * FROM ({sql}) AS part{n}" for n, (sql, _params) in enumerate(compiled))  # noqa: S608
    values = [value for _sql, params in compiled for value in params]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(columns)} FROM ({parts}) AS found ORDER BY sort_key, id LIMIT %s",  # noqa: S608
            [*values, limit],
        )
        return cursor.fetchall()
