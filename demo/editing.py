"""The pages that editors would have written: news and help, in both languages, and the town's settings."""

import json
from datetime import timedelta
from io import BytesIO
from random import Random

from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.models import Page, Site

from community.places.models import Territory
from community.posts.models import Post
from community.tickets.models import Authority
from home.models import EditorImage, HelpPage, NewsIndexPage, NewsPage, OutcomePage, PollPage, TownSettings
from home.planting import plant
from home.polls.voting import answer, refusal
from home.voice.models import Audience
from home.voice.posting import say

from . import content, town
from .models import Loaded

LANGUAGES = ("fr", "en")


def edit(now, gallery, household):
    """News and help in both languages, with pictures of the gallery, below the pages every installation starts with.
    Returns how many."""
    plant()
    news, helps = _both(NewsIndexPage, "actualites"), _both(HelpPage, "aide")
    for article in content.NEWS:
        at = now - timedelta(days=article["days"])
        image = _image(article["slug"], article["fr"][0], gallery.original(article["picture"]))
        _pair(news, NewsPage, article, at, date=timezone.localdate(at), image=image)
        _said(news, article["slug"])
    _alert(news, now)
    _outcome(news, now)
    _poll(news, now, household)
    for page in content.HELP_PAGES:
        _pair(helps, HelpPage, page, now)
    _settings(Site.objects.get(is_default_site=True))
    return len(LANGUAGES) * (len(content.NEWS) + len(content.HELP_PAGES) + 3)


def _said(news, slug):
    """The post of a page that now stands in each language; nobody is told of the past."""
    page = Page.objects.child_of(news["fr"]).get(slug=slug).specific
    post = say(page, quietly=True)
    Loaded.objects.note(post, kind=Post)
    return page, post


def _alert(news, now):
    written, ends = content.ALERT, now + timedelta(days=content.ALERT["expires"])
    facts = {"sort": NewsPage.Sort.ALERT, "date": timezone.localdate(now), "expire_at": ends, "comments": False}
    facts |= {"audience": Audience.QUARTERS, "authority": Authority.objects.get(prefix="HDS")}
    quarter = Territory.objects.get(code=written["quarter"])
    _pair(news, NewsPage, written, now - timedelta(days=written["days"]), quarters=[quarter], **facts)
    _said(news, written["slug"])


def _outcome(news, now):
    deeds = {
        code: [("deed", {"said": said, "answer": how, "text": text, "posts": []}) for said, how, text in written]
        for code, (_title, _summary, written) in ((code, content.OUTCOME[code]) for code in LANGUAGES)
    }
    words = {code: (*content.OUTCOME[code][:2], deeds[code]) for code in LANGUAGES}
    at = now - timedelta(days=content.OUTCOME["days"])
    _pair(news, OutcomePage, {**content.OUTCOME, **words}, at, body="deeds")
    _said(news, content.OUTCOME["slug"])


def _poll(news, now, household):
    written = content.POLL
    words = {code: (*written[code][:2], json.dumps(_questions(written[code][2]))) for code in LANGUAGES}
    closes, at = now + timedelta(days=written["closes"]), now - timedelta(days=written["days"])
    _pair(news, PollPage, {**written, **words}, at, body="questions", closes_at=closes)
    page, post = _said(news, written["slug"])
    chance = Random(written["slug"])
    for member in household.values():
        if not refusal(page, member) and chance.random() < 0.8:
            answer(page, post, member, {q["id"]: _choice(chance, q) for q in page.asked})


def _questions(written):
    """A poll's questions as they are stored; ids are the same in every language."""
    one, several, score = written
    asked = [("one", one), ("several", several)]
    rows = [
        {"type": kind, "id": f"q-{kind}", "value": {"text": text, "required": True, "choices": [
            {"type": "item", "id": f"{kind}-{turn}", "value": words} for turn, words in enumerate(choices)
        ]}}
        for kind, (text, choices) in asked
    ]  # fmt: skip
    low, high = score[1]
    value = {"text": score[0], "required": False, "low": low, "high": high}
    return [*rows, {"type": "score", "id": "q-score", "value": value}]


def _choice(chance, question):
    ids = [key for key, _words in question["choices"]]
    return sorted(chance.sample(ids, chance.randint(1, 2))) if question["kind"] == "several" else [chance.choice(ids)]


def _both(model, slug):
    """The page of this slug below the home page of each language."""
    return {code: model.objects.filter(locale__language_code=code, slug=slug, depth=3).first() for code in LANGUAGES}


def _pair(parents, model, written, at, body="body", quarters=(), **facts):
    """The same page below its parent in each language, as translations of one another. `body` is the field that the
    last of its words go to."""
    key = None
    for code, parent in parents.items():
        words = dict(zip(("title", "summary", body), written[code], strict=True))
        page = model(slug=written["slug"], locale=parent.locale, **words, **facts)
        page.translation_key = key = key or page.translation_key
        page.live, page.first_published_at, page.last_published_at = True, at, at
        parent.add_child(instance=page)
        if quarters:
            page.quarters.set(quarters)
            page.save()
        Loaded.objects.note(page, kind=Page)


def _image(name, title, painted):
    file = ImageFile(BytesIO(painted.read_bytes()), name=f"demo-{name}.jpg")
    image = EditorImage(title=title, credit="Parvis", file=file, width=1600, height=1200, file_size=file.size)
    image.save()
    Loaded.objects.note(image)
    return image


def pictures():
    """Every (scene, seed) that the pages show."""
    return {article["picture"] for article in content.NEWS}


def _settings(site):
    if not TownSettings.objects.filter(site=site).exists():
        Loaded.objects.note(TownSettings.objects.create(site=site, emergency_numbers=town.EMERGENCY_NUMBERS))
