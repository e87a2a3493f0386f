"""A shared link to an ad: its picture, and a QR code; the square, never the door."""

import io

from PIL import Image

from community.posts.states import hide_post


def test_the_picture_and_the_code(client, give):
    ad = give(intent="sell", price_cents=4000)
    answer = client.get(f"/classifieds/{ad.pk}/card.jpg")
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
    assert client.get(f"/classifieds/{ad.pk}/qr.svg").content.startswith(b"<svg")


def test_no_pin_is_drawn_but_a_square(sofa, monkeypatch):
    from community.posts import sharing

    with_square = sharing.draw(sofa, "Je donne", 250)
    assert with_square != sharing.draw(sofa, "Je donne")
    middle = Image.open(io.BytesIO(with_square)).getpixel((600, 185))  # where the pin's head would be
    assert min(middle) > 150


def test_not_of_what_is_hidden_or_held(client, sofa, give):
    held = give(held_why="À voir")
    hide_post(sofa)
    for ad in (sofa, held):
        assert client.get(f"/classifieds/{ad.pk}/card.jpg").status_code == 404
        assert client.get(f"/classifieds/{ad.pk}/qr.svg").status_code == 404
