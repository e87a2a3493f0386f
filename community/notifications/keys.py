"""Keys in the writing that browsers use (base64url without its end). Settings make one here: nothing of Django's."""

import base64

from cryptography.hazmat.primitives.asymmetric import ec


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text):
    """Raises ValueError."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def new_private_key():
    """32 bytes in base64url, as VAPID_PRIVATE_KEY holds them."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return b64(number.to_bytes(32, "big"))
