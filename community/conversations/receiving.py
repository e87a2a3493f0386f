"""An answer by mail becomes a message: one RFC 5322 mail from a mail server, addressed to what
community.conversations.reply_addresses has signed. Its author is believed for two reasons together: the address is
known to nobody else, and the From is one that they have confirmed (the mail server has checked SPF and DKIM before).

Whatever cannot become a message is refused with words for the bounce; what a machine sent is dropped in silence, for
an answer to it would be answered."""

import hashlib
import re
import uuid
from email import policy
from email.errors import MessageError
from email.parser import BytesParser
from email.utils import getaddresses, parseaddr
from html.parser import HTMLParser

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from mailparser_reply import EmailReplyParser

from community.places.words import clean

from . import reply_addresses, saying

MOST_BYTES = 10 * 1024 * 1024
MOST_TEXT = 200_000  # characters looked at; a longer mail is no answer
NOBODY, REFUSED, UNREADABLE = 67, 77, 65  # sysexits.h, which Postfix's pipe turns into a bounce
# What phones put under a mail, where the library knows the English words only.
_SENT_FROM = re.compile(
    r"^(?:envoyé (?:de|depuis|à partir d)|télécharger outlook|sent from|get outlook).{0,80}$", re.I | re.M
)
_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")


class Bounce(Exception):
    """Why a mail is not taken, in words for its sender, and the exit code."""

    def __init__(self, words, code):
        super().__init__(words)
        self.code = code


def receive(raw, to=""):
    """The Message that these bytes became; None for what is dropped. `to` is the envelope's recipient, if known.
    The same Message-ID again is the same message. Raises Bounce."""
    if len(raw) > MOST_BYTES:
        raise Bounce(_("Cet e-mail est trop lourd : 10 Mo au plus."), UNREADABLE)
    mail = BytesParser(policy=policy.default).parsebytes(raw)
    try:
        if is_automatic(mail):
            return None
        recipients = [to] if to else [address for _name, address in getaddresses(_headers(mail, *_TO))]
        sender = parseaddr(str(mail["From"] or ""))[1].lower()
        text, attachments = written(mail)
        key = _key_of(mail, raw)
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError, MessageError):
        raise Bounce(_("Cet e-mail n’a pas pu être lu."), UNREADABLE) from None
    return _take(recipients, sender, text, attachments, key)


def _headers(mail, *names):
    return [str(value) for name in names for value in mail.get_all(name, [])]


def is_automatic(mail):
    """Absence notices, lists and our own mails coming back (RFC 3834)."""
    if str(mail.get("Auto-Submitted", "no")).strip().lower() != "no":
        return True
    if str(mail.get("Precedence", "")).strip().lower() in ("bulk", "junk", "list", "auto_reply"):
        return True
    if mail.get("X-Autoreply") or mail.get("X-Auto-Response-Suppress") or mail.get("List-Id"):
        return True
    return str(mail.get("Return-Path", "")).strip() == "<>"


def _take(recipients, sender, text, attachments, key):
    found = filter(None, map(reply_addresses.participant_of, recipients))
    mine = next(found, None) if settings.INBOUND_MAIL_DOMAIN else None
    if mine is None:
        raise Bounce(_("Cette adresse de réponse n’existe pas, ou ne sert plus."), NOBODY)
    with translation.override(mine.member.language):
        if not belongs_to(sender, mine.member):
            raise Bounce(_("Répondez depuis l’adresse de votre compte Parvis."), REFUSED)
        try:
            return saying.say(mine.conversation, mine.member, _with_a_word(text, attachments), client_key=key)
        except saying.Closed as fault:
            raise Bounce(str(fault), REFUSED) from None
        except ValidationError as fault:
            raise Bounce(" ".join(fault.messages), UNREADABLE) from None


def belongs_to(address, member):
    """Whether the address is the member's: their account's, or another that they have confirmed."""
    if not address:
        return False
    if address == member.email.lower():
        return True
    return EmailAddress.objects.filter(user=member, email__iexact=address, verified=True).exists()


def written(mail):
    """(what was written, without what it quotes and without signature; how many attachments are left out)."""
    part = mail.get_body(preferencelist=("plain", "html"))
    text = part.get_content()[:MOST_TEXT] if part is not None else ""
    if part is not None and part.get_content_type() == "text/html":
        text = _without_markup(text)
    return answer_in(text), sum(1 for _part in mail.iter_attachments())


def answer_in(text):
    """The newest words of a mail. Lines that stand quoted below or between them are not one's own."""
    replies = EmailReplyParser(languages=["fr", "en"]).read(clean(text)).replies
    body = replies[0].body if replies else ""
    lines = [line for line in body.split("\n") if not line.startswith(">")]
    return re.sub(r"\n{3,}", "\n\n", _SENT_FROM.sub("", "\n".join(lines))).strip()


def _with_a_word(text, attachments):
    if not attachments:
        return text
    left_out = ngettext(
        "%(count)s pièce jointe n’a pas été transmise : ajoutez vos photos sur Parvis.",
        "%(count)s pièces jointes n’ont pas été transmises : ajoutez vos photos sur Parvis.",
        attachments,
    ) % {"count": attachments}
    return f"{text}\n\n*{left_out}*" if text else ""


def _key_of(mail, raw):
    """One key for one mail, however often it is delivered."""
    name = str(mail.get("Message-ID") or "").strip() or hashlib.sha256(raw).hexdigest()
    return uuid.uuid5(uuid.NAMESPACE_URL, f"mid:{name}")


class _Text(HTMLParser):
    """The words of an HTML mail, a line for each block; a quotation is not one's own."""

    BLOCKS = ("p", "div", "br", "li", "tr", "h1", "h2", "h3", "ul", "ol", "table")
    UNSEEN = ("style", "script", "head", "title", "blockquote")

    def __init__(self):
        super().__init__()
        self.words, self.unseen = [], 0

    def handle_starttag(self, tag, attrs):
        self.unseen += tag in self.UNSEEN
        if tag in self.BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag):
        self.unseen = max(0, self.unseen - (tag in self.UNSEEN))
        if tag in self.BLOCKS and tag != "br":
            self.words.append("\n")

    def handle_data(self, data):
        if not self.unseen:
            self.words.append(re.sub(r"\s+", " ", data))


def _without_markup(html):
    reader = _Text()
    reader.feed(html)
    reader.close()
    return re.sub(r"\n\s*\n\s*", "\n\n", "".join(reader.words)).strip()
