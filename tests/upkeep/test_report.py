"""The admin's page on what the site does by itself: administrators read it, moderators do not."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from community.upkeep.models import Chore

pytestmark = pytest.mark.django_db


def test_an_administrator_reads_what_failed(client, admin, settings):
    now = timezone.now()
    name = next(iter(settings.TICK))
    Chore.objects.create(name=name, due_at=now, ran_at=now, error="the disk is full <b>")
    DBTaskResult.objects.create(
        status=TaskResultStatus.FAILED, args_kwargs={"args": [], "kwargs": {}}, task_path="photos.develop",
        backend_name="default", run_after=now, finished_at=now, traceback="no such file",
    )  # fmt: skip
    client.force_login(admin)
    page = client.get(reverse("upkeep")).text
    assert "the disk is full &lt;b&gt;" in page
    assert "photos.develop" in page and "no such file" in page


def test_mira_moderates_but_does_not_keep_house(client, mira):
    client.force_login(mira)
    assert client.get(reverse("upkeep")).status_code in (302, 403)
    assert reverse("upkeep") not in client.get(reverse("wagtailadmin_home")).text


def test_a_visitor_is_sent_to_sign_in(client):
    assert client.get(reverse("upkeep")).status_code == 302
