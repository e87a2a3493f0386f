"""Memory of everything `make run` starts, after the demo is loaded and every kind of page has been read."""

import time

from bench import row
from bench.servers import demo, fetch, rate, site

GOAL = 300  # MB, proportional (PSS)


def run(quick):
    database, environment = demo()
    with site(database, **environment) as ours:
        fresh = ours.pss()
        read_everything(ours.port, 0.5 if quick else 3)
        time.sleep(2)
        return [
            row("make run, just started", fresh, "MB PSS", at_most=GOAL),
            row("make run, demo loaded, pages read", ours.pss(), "MB PSS", at_most=GOAL),
        ]


def read_everything(port, seconds):
    """Visit the pages with eight visitors at a time."""
    for path in (
        "/",
        "/map/",
        "/incidents/",
        "/incidents/feed/",
        "/incidents.geojson",
        "/accounts/login/",
        an_incident(port),
    ):
        rate(port, path, seconds, clients=8, expect=None)


def an_incident(port):
    """The address of some incident, from the list's GeoJSON."""
    import json

    _status, _headers, body = fetch(port, "/incidents.geojson")
    feature = json.loads(body)["features"][0]
    return f"/incidents/{feature.get('id') or feature['properties']['id']}/"
