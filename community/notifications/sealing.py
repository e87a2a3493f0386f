"""What a push service is given: the words sealed for one browser (RFC 8291), and who we are (VAPID, RFC 8292)."""

import json
import time
from functools import lru_cache
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import transaction
from py_vapid import Vapid02

from .keys import b64, new_private_key, unb64
from .models import VapidKey

TOKEN_HOURS = 12  # a service takes no token that is good for more than a day


def private_key():
    """That of the settings, else the one kept in the database, made at its first use."""
    return settings.VAPID_PRIVATE_KEY or _kept_key()


def _kept_key():
    kept = VapidKey.objects.order_by("pk").first()
    if kept is None:
        with transaction.atomic():  # of two who make one at once, both use the first
            VapidKey.objects.bulk_create([VapidKey(pk=1, private=new_private_key())], ignore_conflicts=True)
        kept = VapidKey.objects.order_by("pk").first()
    return kept.private


@lru_cache(maxsize=4)
def vapid_of(private):
    return Vapid02.from_raw(private.encode())


def public_key():
    """What a browser needs to subscribe: the uncompressed point in base64url."""
    return b64(vapid_of(private_key()).public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def who_we_are(endpoint):
    """The headers by which the service of an endpoint knows us and can write to us."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(time.time()) + TOKEN_HOURS * 3600,
        "sub": "mailto:" + settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">"),
    }
    return vapid_of(private_key()).sign(claims)


def sealed(said, p256dh, auth):
    """A dictionary as bytes that only the browser of these keys can open. Raises ValueError for keys that are none."""
    receiver, secret = unb64(p256dh), unb64(auth)
    return http_ece.encrypt(
        json.dumps(said, ensure_ascii=False).encode(),
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=receiver,
        auth_secret=secret,
        version="aes128gcm",
    )


def are_keys(p256dh, auth):
    """Whether a browser's keys are a point on the curve and sixteen bytes."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unb64(p256dh))
        return len(unb64(auth)) == 16
    except (ValueError, TypeError):
        return False
