"""What everybody sees of a home: a square of the town."""

from hypothesis import given
from hypothesis import strategies as st

from community.places.approximate import SIDE, approximate
from community.places.distance import metres_between

IN_ISSY = {"lat": st.floats(48.81, 48.84), "lon": st.floats(2.24, 2.29)}


@given(**IN_ISSY)
def test_a_home_shows_as_the_middle_of_its_square(lat, lon):
    middle = approximate(lat, lon)
    assert metres_between(lat, lon, *middle) <= SIDE * 0.72  # half the diagonal, and what rounding adds
    assert approximate(*middle) == middle


@given(**IN_ISSY)
def test_neighbours_in_a_square_cannot_be_told_apart(lat, lon):
    middle = approximate(lat, lon)
    beside = (middle[0] + 0.0004, middle[1] - 0.0005)  # 44 m north, 37 m west of the middle
    assert approximate(*beside) == middle


def test_another_site_lays_its_squares_elsewhere(settings):
    from community.places import approximate as module

    here = approximate(48.8244, 2.2731)
    settings.SECRET_KEY = "another key for another town, long enough to be one"
    module._start.cache_clear()
    try:
        assert approximate(48.8244, 2.2731) != here
    finally:
        module._start.cache_clear()
