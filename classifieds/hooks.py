"""On what a saved search hangs: its rarest criterion, as one short text.

50,000 searches are not read for a new ad: it asks for those that hang on one of its own hooks, a few hundred texts, in
one indexed query. What hangs there is then compared exactly."""

from community.places.cells import cell_of_tile, tile_at

ROOTS = (2, 3, 4, 5)  # letters of a word that a hook keeps: as many as it has, five at most
ZOOMS = range(9, 17)  # squares of some 50 km down to some 400 m
EVERYTHING = "*"


def hook_of(search):
    """The hook of a search that is asked for; "" for one that is paused."""
    if not search.is_running:
        return ""
    if longest := max(search.words.split(), key=len, default=""):
        return "w:" + longest[: ROOTS[-1]]
    square = _square_around(search.shape) if search.shape else ""
    if square or search.category_id:
        return f"c:{search.category_id or ''}{square}"
    if search.territory_id:
        return f"t:{search.territory_id}"
    return f"i:{search.intents}" if search.intents and "," not in search.intents else EVERYTHING


def hooks_for(ad, words, categories, territories):
    """All hooks that an ad hangs on: of its words (folded), its category and the one above, the territories around."""
    roots = {word[:length] for word in words for length in ROOTS if len(word) >= length}
    squares = [""] if ad.lat is None else ["", *(_square(zoom, *tile_at(ad.lat, ad.lon, zoom)) for zoom in ZOOMS)]
    hooks = {f"w:{root}" for root in roots}
    hooks |= {f"c:{category}{square}" for category in ("", *categories) for square in squares}
    return sorted(hooks | {f"t:{territory}" for territory in territories} | {f"i:{ad.intent}", EVERYTHING})


def _square_around(polygon):
    """The smallest square that holds a whole shape; "" for one that spans the widest."""
    lons, lats = zip(*(point[:2] for point in polygon["coordinates"][0]), strict=True)
    for zoom in reversed(ZOOMS):
        corners = {tile_at(lat, lon, zoom) for lat in (min(lats), max(lats)) for lon in (min(lons), max(lons))}
        if len(corners) == 1:
            return _square(zoom, *corners.pop())
    return ""


def _square(zoom, x, y):
    return f"@{zoom}/{cell_of_tile(zoom, x, y)}"
