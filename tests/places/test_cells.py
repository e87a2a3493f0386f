"""A map tile is one range of cell numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.places.cells import CELL_ZOOM, cell_at, cell_of_tile, cell_range, centre, coarse, tile_at
from community.places.distance import box, metres_between

points = st.tuples(st.floats(-85, 85), st.floats(-180, 179.999))


@given(points, st.integers(0, CELL_ZOOM))
def test_a_point_lies_in_the_range_of_its_tile_and_of_no_neighbour(point, zoom):
    x, y = tile_at(*point, zoom)
    first, last = cell_range(zoom, x, y)
    assert first <= cell_at(*point) <= last
    assert coarse(cell_at(*point), zoom) == cell_of_tile(zoom, x, y) == cell_at(*point, zoom)
    if x + 1 < 1 << zoom:
        assert not first <= cell_range(zoom, x + 1, y)[0] <= last


def test_the_town_hall_of_issy_stands_in_a_known_tile():
    # As any slippy map numbers it: https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames
    assert tile_at(48.8239, 2.2700, 16) == (33181, 22555)


def test_the_centre_of_a_cell_lies_in_it():
    lat, lon = centre(17, cell_at(48.8239, 2.27, 17))
    assert cell_at(lat, lon, 17) == cell_at(48.8239, 2.27, 17)
    assert metres_between(lat, lon, 48.8239, 2.27) < 200


@pytest.mark.parametrize("lat, lon", [(90, 0), (-90, 0), (0, 180), (0, -180)])
def test_the_ends_of_the_world_have_a_cell(lat, lon):
    assert 0 <= cell_at(lat, lon) < 1 << 2 * CELL_ZOOM


def test_a_box_of_100_metres_reaches_100_metres():
    south, west, _, _ = box(48.8239, 2.27, 100)
    assert metres_between(south, 2.27, 48.8239, 2.27) == pytest.approx(100, rel=0.001)
    assert metres_between(48.8239, west, 48.8239, 2.27) == pytest.approx(100, rel=0.001)
