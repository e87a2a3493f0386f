"""Pages a second: the list and an incident's page beside a bare page of twenty cards; a visitor's cached page and a
conditional request beside a bare view of the same bytes. All under the same daphne."""

import tempfile
from pathlib import Path

from bench import compared
from bench.memory import an_incident
from bench.servers import bare, demo, fetch, rate, site

SIGNED_IN = ["Cookie: sessionid=nobody"]  # a session cookie, so that nothing kept for visitors is served


def run(quick):
    database, environment = demo()
    with tempfile.TemporaryDirectory() as folder, site(database, **environment) as ours:
        return list(compare(ours, Path(folder) / "bytes", quick))


def compare(ours, saved, quick):
    seconds, rounds = (1, 3) if quick else (4, 5)
    incident = an_incident(ours.port)
    with bare("project", "/cards/") as theirs:
        for name, path in (("list", "/incidents/"), ("incident page", incident)):
            yield compared(
                f"{name} / bare page of 20 cards",
                "requests/s",
                lambda path=path: rate(ours.port, path, seconds, headers=SIGNED_IN),
                lambda: rate(theirs.port, "/cards/", seconds),
                rounds,
                at_least=0.6,
            )
    for name, path in (("list", "/incidents/"), ("incident page", incident)):
        _status, headers, body = fetch(ours.port, path, ["Accept-Language: fr"])
        saved.write_bytes(body)
        with bare("project", "/bytes/", BENCH_BYTES=str(saved)) as theirs:
            yield compared(
                f"visitor's cached {name} / bare view, same bytes",
                "requests/s",
                lambda path=path: rate(ours.port, path, seconds),
                lambda: rate(theirs.port, "/bytes/", seconds),
                rounds,
                at_least=0.8,
            )
            known = [f"If-None-Match: {headers.get('etag', '')}"]
            yield compared(
                f"conditional {name} (304) / bare view, same bytes",
                "requests/s",
                lambda path=path, known=known: rate(ours.port, path, seconds, headers=known, expect=b"304"),
                lambda: rate(theirs.port, "/bytes/", seconds),
                rounds,
                at_least=0.8,
            )
