from io import BytesIO

import pytest
from PIL import Image

from demo.pictures import AFTER, IN_WORDS, SCENES, photo


@pytest.mark.parametrize("scene", ["pothole", "flowers", "riverside"])
def test_a_scene_is_a_photo_and_always_the_same(scene):
    taken = photo(scene, 1)
    picture = Image.open(BytesIO(taken))
    assert (picture.format, picture.size, picture.mode) == ("JPEG", (1600, 1200), "RGB")
    assert 80_000 < len(taken) < 400_000
    assert photo(scene, 1) == taken
    assert photo(scene, 2) != taken


def test_it_shows_something():
    picture = Image.open(BytesIO(photo("graffiti"))).convert("RGB")
    assert len(picture.resize((64, 48)).quantize(64).getcolors()) > 30
    assert not picture.getexif()


def test_each_scene_is_said_in_words():
    assert set(IN_WORDS) == set(SCENES)
    assert set(AFTER) | set(AFTER.values()) <= set(SCENES)
    assert max(map(len, IN_WORDS.values())) <= 200


def test_an_unknown_scene_is_refused():
    with pytest.raises(KeyError):
        photo("moonrise")
