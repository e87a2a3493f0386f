"""The database away: 503 and "try again", never a 500; our own mistake stays a 500 that says nothing of the inside."""

import asyncio

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import AsyncClient, Client, override_settings
from django.urls import path


def away(request):
    raise OperationalError("connection to server at 10.1.2.3 failed")


def broken(request):
    raise RuntimeError("the secret is 42")


urlpatterns = [path("away/", away), path("broken/", broken), path("fine/", lambda request: HttpResponse("fine"))]
handler500 = "community.upkeep.outage.server_error"
here = override_settings(
    ROOT_URLCONF=__name__, MIDDLEWARE=["django.middleware.locale.LocaleMiddleware"], LANGUAGE_CODE="fr"
)


@here
def test_a_page_without_its_database_asks_to_come_back():
    answer = Client(raise_request_exception=False).get("/away/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "De retour dans un instant" in answer.text and "10.1.2.3" not in answer.text


@here
def test_the_same_under_asgi():
    answer = asyncio.run(AsyncClient(raise_request_exception=False).get("/away/"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")


@here
def test_our_own_mistake_is_a_500_without_details():
    answer = Client(raise_request_exception=False).get("/broken/")
    assert answer.status_code == 500
    assert "L'erreur vient de nous" in answer.text.replace("&#x27;", "'") and "42" not in answer.text


@pytest.mark.django_db
def test_healthz_is_200_with_the_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_healthz_is_503_without(client, monkeypatch):
    def gone(*_):
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", gone)
    answer = client.get("/healthz")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
