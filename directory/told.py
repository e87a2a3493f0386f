"""What a file says of one place, in our words: the same whether a city or OpenStreetMap says it."""

from dataclasses import dataclass, field

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.places.words import clean

from . import hours as opening

REGION = "FR"
_is_url, _is_email = URLValidator(["http", "https"]), EmailValidator()


@dataclass
class Told:
    """`kinds` are the file's own words for what it is, the most precise first; `notes` is what was not understood of
    it, in words."""

    key: str
    name: str
    kinds: list
    lat: float | None = None
    lon: float | None = None
    text: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    hours: str = ""
    hours_text: str = ""
    accessibility: dict = field(default_factory=dict)
    url: str = ""
    notes: list = field(default_factory=list)

    def hear(self, *, phone="", email="", website="", hours=""):
        """Takes what can be got wrong; what is not understood is noted."""
        for name, said, read in (("phone", phone, phone_of), ("email", email, email_of), ("website", website, url_of)):
            if said:
                setattr(self, name, read(said))
                if not getattr(self, name):
                    self.notes.append(str(_UNREAD[name]))
        self.hours, wrong = opening.parsed(hours)
        if wrong:
            self.hours_text = hours[:1000]
            self.notes.append(_("horaires qui ne se lisent pas, gardés en mots"))
        return self


_UNREAD = {
    "phone": gettext_lazy("téléphone qui n’en est pas un"),
    "email": gettext_lazy("e-mail qui n’en est pas un"),
    "website": gettext_lazy("adresse web qui n’en est pas une"),
}


def phone_of(text):
    """The first number in a text, as "+33146423465" (E.164); a short number ("3975") stays one; "" when there is
    none."""
    for part in text.replace("/", ";").replace(" ou ", ";").replace(",", ";").split(";"):
        try:
            number = phonenumbers.parse(part.strip()[:60], REGION)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number) and phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        if phonenumbers.is_valid_short_number(number):
            return str(number.national_number)
    return ""


def url_of(text):
    """An address of the web, with its scheme; "" when it is none."""
    text = clean(text).split(";")[0].strip()
    if text and "://" not in text and "." in text:
        text = f"http://{text}"
    return text if len(text) <= 300 and _valid(_is_url, text) else ""


def email_of(text):
    text = clean(text).split(";")[0].strip().removeprefix("mailto:")
    return text if len(text) <= 254 and _valid(_is_email, text) else ""


def _valid(check, text):
    try:
        check(text)
    except ValidationError:
        return False
    return True
