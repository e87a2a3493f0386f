from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from django_tasks import default_task_backend
from wagtail.models import Locale

from community.notifications.models import Notification
from home.models import Announcement, NewsIndexPage, NewsPage, OutcomePage, PollPage
from home.planting import plant

BODY = [("text", "<p>Le texte.</p>")]


@pytest.fixture
def square(town):
    """The planted site: its French home page."""
    return plant()


@pytest.fixture
def english(square):
    return square.get_translation(Locale.objects.get(language_code="en")).specific


@pytest.fixture
def write(square):
    """`write(NewsPage, "Titre", audience="quarters", quarters=[town.val])`: published as an editor's click does it, or
    with `publish=False` a draft."""
    default_task_backend.clear()

    def writing(model, title, publish=True, quarters=(), **fields):
        index = NewsIndexPage.objects.child_of(square).get()
        page = index.add_child(instance=model(title=title, live=False, locale=index.locale, **fields))
        page.quarters = quarters
        revision = page.save_revision()
        if publish:
            revision.publish()
        return model.objects.get(pk=page.pk)

    return writing


@pytest.fixture
def voice(write):
    """The town speaks: `voice.news(…)`, `voice.alert(…)`, `voice.poll(…)`, `voice.outcome(…)`; `voice.deliver()` has
    a worker do what was queued; `voice.told(kind)` is who was told then."""

    def news(title="Marché de Noël", **fields):
        return write(NewsPage, title, **{"summary": f"Résumé : {title}", "body": BODY, **fields})

    def alert(title="Eau coupée", **fields):
        return news(title, sort=NewsPage.Sort.ALERT, **fields)

    def poll(title="Quels bancs ?", **fields):
        questions = [("one", {"text": "Bois ou pierre ?", "required": True, "choices": ["Bois", "Pierre"]})]
        closes_at = timezone.now() + timedelta(days=7)
        return write(
            PollPage, title, **{"summary": "Un avis.", "questions": questions, "closes_at": closes_at, **fields}
        )

    def outcome(title="Les bancs sont là", **fields):
        deeds = [("deed", {"said": "Des bancs !", "answer": "done", "text": "Douze bancs.", "posts": []})]
        return write(OutcomePage, title, **{"summary": "Douze bancs.", "deeds": deeds, **fields})

    def deliver():
        for result in default_task_backend.results:
            if result.task.name == "tell_later":
                result.task.func(*result.args, **result.kwargs)
        default_task_backend.clear()

    def told(kind):
        return sorted(Notification.objects.filter(kind=kind).values_list("recipient__name", flat=True))

    def post(page):
        return Announcement.objects.get(translation_key=page.translation_key)

    return SimpleNamespace(
        news=news, alert=alert, poll=poll, outcome=outcome, deliver=deliver, told=told, post=post
    )  # fmt: skip


@pytest.fixture
def again():
    """`again(page, title="…")`: an editor changes a page and publishes it."""

    def changing(page, **fields):
        page = type(page).objects.get(pk=page.pk)
        for name, value in fields.items():
            setattr(page, name, value)
        page.save_revision().publish()
        return type(page).objects.get(pk=page.pk)

    return changing
