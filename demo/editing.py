"""The pages that editors would have written: home, news, help, in both languages, and the town's settings."""

from datetime import timedelta
from io import BytesIO

from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from home.models import EditorImage, HelpPage, HomePage, NewsIndexPage, NewsPage, TownSettings

from . import content, town
from .models import Loaded

LANGUAGES = ("fr", "en")


def edit(now, gallery):
    """Make the pages that are not there yet, with pictures of the gallery. Returns how many."""
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES}
    site = Site.objects.get(is_default_site=True)
    homes = _homes(site, locales, now)
    pages = [
        _pair(homes, locales, NewsIndexPage, content.NEWS_INDEX["fr"][1], now, **_titles(content.NEWS_INDEX)),
        _pair(homes, locales, HelpPage, content.HELP["slug"], now, **_written(content.HELP)),
    ]
    news, helps = pages
    for article in content.NEWS:
        at = now - timedelta(days=article["days"])
        image = _image(article["slug"], article["fr"][0], gallery.original(article["picture"]))
        facts = {"date": timezone.localdate(at), "image": image}
        pages.append(_pair(news, locales, NewsPage, article["slug"], at, shared=facts, **_written(article)))
    for page in content.HELP_PAGES:
        pages.append(_pair(helps, locales, HelpPage, page["slug"], now, **_written(page)))
    _settings(site)
    return len(LANGUAGES) * (len(pages) + 1)


def _written(page):
    keys = ("title", "summary", "body")
    return {code: dict(zip(keys, page[code], strict=True)) for code in LANGUAGES}


def _titles(page):
    return {code: {"title": page[code][0]} for code in LANGUAGES}


def _homes(site, locales, now):
    """The site's own home page where it has one, else the demo's; in each language."""
    if isinstance(site.root_page.specific, HomePage):
        homes = {"fr": site.root_page.specific}
    else:
        roots = dict.fromkeys(LANGUAGES, Page.get_first_root_node())
        homes = _pair(roots, locales, HomePage, "parvis", now, **content.HOME)
        site.root_page = homes["fr"]
        site.save()
    if "en" not in homes:
        translated = homes["fr"].get_translation_or_none(locales["en"])
        homes["en"] = translated.specific if translated else _translation(homes["fr"], locales["en"], now)
    return homes


def _translation(home, locale, now):
    page = HomePage(slug=f"{home.slug}-en", locale=locale, translation_key=home.translation_key, **content.HOME["en"])
    return _put(page, home.get_parent(), now)


def _pair(parents, locales, model, slug, at, shared=None, **words):
    """The same page in each language below its own parent, as translations of one another."""
    pages = {}
    for code in LANGUAGES:
        known = model.objects.child_of(parents[code]).filter(slug=slug).first()
        own_slug = f"{slug}-{code}" if parents[code].is_root() and code != "fr" else slug
        page = model(slug=own_slug, locale=locales[code], **words[code], **(shared or {}))
        if code != "fr":
            page.translation_key = pages["fr"].translation_key
        pages[code] = known or _put(page, parents[code], at)
    return pages


def _put(page, parent, at):
    page.live, page.first_published_at, page.last_published_at = True, at, at
    parent.add_child(instance=page)
    Loaded.objects.note(page, kind=Page)
    return page


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
