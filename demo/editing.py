"""The pages that editors would have written: news and help, in both languages, and the town's settings."""

from datetime import timedelta
from io import BytesIO

from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.models import Page, Site

from home.models import EditorImage, HelpPage, NewsIndexPage, NewsPage, TownSettings
from home.planting import plant

from . import content, town
from .models import Loaded

LANGUAGES = ("fr", "en")


def edit(now, gallery):
    """News and help in both languages, with pictures of the gallery, below the pages every installation starts with.
    Returns how many."""
    plant()
    news, helps = _both(NewsIndexPage, "actualites"), _both(HelpPage, "aide")
    for article in content.NEWS:
        at = now - timedelta(days=article["days"])
        image = _image(article["slug"], article["fr"][0], gallery.original(article["picture"]))
        _pair(news, NewsPage, article, at, date=timezone.localdate(at), image=image)
    for page in content.HELP_PAGES:
        _pair(helps, HelpPage, page, now)
    _settings(Site.objects.get(is_default_site=True))
    return len(LANGUAGES) * (len(content.NEWS) + len(content.HELP_PAGES))


def _both(model, slug):
    """The page of this slug below the home page of each language."""
    return {code: model.objects.filter(locale__language_code=code, slug=slug, depth=3).first() for code in LANGUAGES}


def _pair(parents, model, written, at, **facts):
    """The same page below its parent in each language, as translations of one another."""
    key = None
    for code, parent in parents.items():
        words = dict(zip(("title", "summary", "body"), written[code], strict=True))
        page = model(slug=written["slug"], locale=parent.locale, **words, **facts)
        page.translation_key = key = key or page.translation_key
        page.live, page.first_published_at, page.last_published_at = True, at, at
        parent.add_child(instance=page)
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
