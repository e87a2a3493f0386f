"""Links and contact details in an ad: what a neighbour has no need of, and a spammer cannot do without."""

import re

from community.conversations.details import found as details_in

KNOWN = {
    "wikipedia.org", "ikea.com", "decathlon.fr", "leroymerlin.fr", "manualslib.com", "youtube.com", "youtu.be",
    "legifrance.gouv.fr", "service-public.fr", "service-public.gouv.fr", "openstreetmap.org", "fnac.com",
}  # fmt: skip
SHORTENERS = {
    "bit.ly", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "is.gd", "buff.ly", "cutt.ly", "rb.gy", "lnkd.in", "urlz.fr",
    "shorturl.at", "tiny.cc", "s.id", "t.ly", "rebrand.ly",
}  # fmt: skip
MOST = 2  # links, and it is an advertisement
# A host in words: a dot within, and an ending of letters; "salon.très" and "3.50" are none.
_LINK = re.compile(
    r"(?:https?://|www\.)([\w.-]{3,120})|(?<![\w@.])((?:[a-z0-9-]{2,60}\.)+"
    r"(?:com|net|org|fr|eu|io|shop|store|online|site|xyz|top|info|biz|ru|cn|me|ly|gl|app|link|click))(?![\w.@])",
    re.IGNORECASE,
)


def hosts_in(text):
    """The hosts that a text links to, each once, in order."""
    hosts = (next(filter(None, match)).lower().strip(".").removeprefix("www.") for match in _LINK.findall(text))
    return list(dict.fromkeys(hosts))


def is_known(host):
    return any(host == one or host.endswith("." + one) for one in KNOWN)


def unknown_hosts(text):
    return [host for host in hosts_in(text) if not is_known(host)]


def hides_its_way(text):
    """Whether it links through a shortener: nobody sees where to."""
    return any(host in SHORTENERS for host in hosts_in(text))


def contact_details(text):
    """The e-mail addresses and phone numbers in a text."""
    return details_in(text)
