"""A member's language: chosen once anywhere, known in every browser and in every mail."""

from django.conf import settings
from django.utils.translation import check_for_language, get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from .models import Member


@csrf_exempt  # the switch stands on pages that a cache keeps; all a stranger could do is turn a page into English
def switch(request):
    """POST language=fr|en, next=address. The choice goes into the cookie, and into the account of who is signed in."""
    response = set_language(request)
    language = request.POST.get("language", "")
    if request.method == "POST" and is_ours(language) and request.user.is_authenticated:
        Member.objects.filter(pk=request.user.pk).update(language=language)
    return response


def remember(response, language):
    """Has this browser speak a language from the next page on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response


def current():
    """The language of the page being made, as one that a member may have."""
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    return language if is_ours(language) else settings.LANGUAGE_CODE


def is_ours(language):
    return language in dict(settings.LANGUAGES) and check_for_language(language)
