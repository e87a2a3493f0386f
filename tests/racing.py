"""Races: many at the same instant, on real threads and a real database.

`pytestmark = RACE` for a file of them."""

from threading import Barrier, Thread

import pytest
from django.db import connection, connections

RACE = [
    pytest.mark.race,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite writes one after the other: nothing can race"),
]


def at_once(*acts):
    """Run the acts in threads that start together; what each returned, or the exception it ended with."""
    together, results = Barrier(len(acts)), [None] * len(acts)

    def run(index, act):
        together.wait()
        try:
            results[index] = act()
        except Exception as fault:
            results[index] = fault
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    [one.start() for one in threads]
    [one.join() for one in threads]
    return results


def unharmed(*acts):
    """The same, of acts none of which may fail."""
    results = at_once(*acts)
    for fault in results:
        if isinstance(fault, Exception):
            raise fault
    return results
