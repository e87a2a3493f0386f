"""The mail of a message, and the answer that comes back by mail: once round through a real mail server."""

import io
import smtplib
import socket
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from allauth.account.models import EmailAddress
from django.core import mail as outbox
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from community.conversations import gathering, receiving, reply_addresses, saying
from community.conversations.details import MASK
from community.conversations.models import Message, Participant
from community.conversations.opening import gather
from community.conversations.reading import read
from community.conversations.telling import tell_due
from community.members.blocks import block
from community.notifications import mail
from community.notifications.models import Notification

LATER = timedelta(minutes=2)


@pytest.fixture(autouse=True)
def inbound(settings):
    settings.INBOUND_MAIL_DOMAIN = "reponse.parvis.example"


def answer(to, sender="alice@example.org", text="Oui, il est encore là.", **headers):
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = f"Alice <{sender}>", to, "Re: Banc"
    made["Message-ID"] = headers.pop("message_id", "<1@example.org>")
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


@pytest.fixture
def address(talk, alice, place):
    """Where Alice's answers go."""
    return reply_addresses.address(place(talk, alice))


@pytest.fixture
def pipe(monkeypatch, capsys):
    """`pipe(mail)`: (exit code, what goes into the bounce), as a mail server sees the command."""

    def run(mail, **options):
        raw = mail if isinstance(mail, bytes) else mail.as_bytes()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
        code = 0
        try:
            call_command("receive_mail", **options)
        except SystemExit as end:
            code = end.code
        return code, capsys.readouterr().err.strip()

    return run


# --- telling ---


def test_what_waits_a_minute_unread_is_told_in_one_mail_and_once(talk, alice, bob):
    saying.say(talk, bob, "Et la **table** ?")
    assert tell_due() == 0
    assert tell_due(timezone.now() + LATER) == 1
    assert tell_due(timezone.now() + 2 * LATER) == 0
    assert mail.send_due() == 1
    (sent,) = outbox.outbox
    assert (sent.to, sent.subject) == ([alice.email], "Bob vous écrit : Banc à donner")
    assert "encore là" in sent.body and "Et la **table** ?" in sent.body
    assert f"/messages/{talk.pk}/" in sent.body and "Répondez à cet e-mail" in sent.body
    assert sent.reply_to[0].startswith("reply+") and sent.reply_to[0].endswith("@reponse.parvis.example")
    saying.say(talk, bob, "Alors ?")
    assert tell_due(timezone.now() + LATER) == 1 and mail.send_due() == 1
    assert "Alors ?" in outbox.outbox[1].body and "encore là" not in outbox.outbox[1].body
    assert outbox.outbox[0].extra_headers["References"] == outbox.outbox[1].extra_headers["References"]


def test_what_was_read_answered_or_taken_back_is_not_told(talk, alice, bob, place):
    read(place(talk, alice), 1)
    assert tell_due(timezone.now() + LATER) == 0
    taken = saying.say(talk, bob, "Oups")
    saying.remove(taken, bob)
    assert tell_due(timezone.now() + LATER) == 0
    saying.say(talk, bob, "Alors ?")
    saying.say(talk, alice, "Oui !")
    assert tell_due(timezone.now() + LATER) == 1  # Bob, of Alice's answer
    assert [note.recipient for note in Notification.objects.all()] == [bob]


def test_reading_settles_the_bell(talk, alice, place):
    tell_due(timezone.now() + LATER)
    assert Notification.objects.get().read_at is None
    read(place(talk, alice), 1)
    assert Notification.objects.get().read_at


def test_masked_details_stay_masked_in_the_mail_and_the_bell(talk, alice, bob, place):
    read(place(talk, alice), 1)
    saying.say(talk, bob, "06 12 34 56 78")
    tell_due(timezone.now() + LATER)
    mail.send_due()
    note = Notification.objects.get()
    for text in (note.text, str(note.facts), outbox.outbox[0].body, outbox.outbox[0].alternatives[0][0]):
        assert "56 78" not in text and (MASK in text or "said" in text)


def test_in_a_group_those_apart_are_not_told(alice, bob, neighbours):
    third = neighbours(1)[0]
    group = gather(alice, [bob, third], "Samedi ?", "Le banc").conversation
    block(bob, third)
    Participant.objects.update(tell_at=None)
    saying.say(group, third, "J'y serai")
    tell_due(timezone.now() + LATER)
    assert [note.recipient for note in Notification.objects.all()] == [alice]
    assert Notification.objects.get().title == "Voisin1 écrit dans Le banc"


def test_without_an_inbound_domain_no_answer_is_asked_for(talk, settings):
    settings.INBOUND_MAIL_DOMAIN = ""
    tell_due(timezone.now() + LATER)
    mail.send_due()
    assert outbox.outbox[0].reply_to == [] and "Répondez à cet e-mail" not in outbox.outbox[0].body


def test_a_worker_that_dies_while_telling_tells_once_all_the_same(talk, monkeypatch):
    from community.conversations import telling

    with monkeypatch.context() as dying:
        dying.setattr(telling, "notify", lambda *a, **k: (_ for _ in ()).throw(OperationalError))
        with pytest.raises(OperationalError):
            tell_due(timezone.now() + LATER)
    assert tell_due(timezone.now() + LATER) == 1 and Notification.objects.count() == 1


# --- answering ---


def test_an_answer_becomes_a_message_without_its_quotation_and_signature(talk, alice, address, pipe):
    text = (
        "Oui, il est encore là.\n\nPassez ce soir ?\n\n-- \nAlice Martin\n06 12 34 56 78\n\n"
        "Le jeu. 26 nov. 2026 à 10:00, Parvis <ne-pas-repondre@parvis.example> a écrit :\n> Le banc est-il là ?\n"
    )
    assert pipe(answer(address, text=text)) == (0, "")
    said = talk.messages.last()
    assert (said.author, said.text) == (alice, "Oui, il est encore là.\n\nPassez ce soir ?")


@pytest.mark.parametrize(
    "below",
    [
        "On Thu, Nov 26, 2026 at 10:00 AM Parvis <ne-pas-repondre@parvis.example> wrote:\n> Quote\n",
        "________________________________\nDe : Parvis <ne-pas-repondre@parvis.example>\nEnvoyé : jeudi\nÀ : Alice\n"
        "Objet : Bob\n\nQuote\n",
        "Envoyé de mon iPhone\n\n> Le 26 nov. 2026 à 10:00, Parvis <a@b.fr> a écrit :\n> Quote\n",
        "> Quote\n> Quote\n",
    ],
)
def test_quotations_of_several_programmes_are_left_out(talk, address, pipe, below):
    assert pipe(answer(address, text=f"Oui.\n\n{below}")) == (0, "")
    assert talk.messages.last().text == "Oui."


def test_an_html_mail_is_read_too(talk, address, pipe):
    made = answer(address)
    made.set_content("<p>Oui,&nbsp;<b>encore</b>.</p><style>p{}</style><blockquote>Quote</blockquote>", subtype="html")
    assert pipe(made) == (0, "")
    assert " ".join(talk.messages.last().text.split()) == "Oui, encore."


def test_the_same_mail_twice_is_one_message(talk, address, pipe):
    for _ in range(2):
        assert pipe(answer(address)) == (0, "")
    assert talk.messages.count() == 2
    pipe(answer(address, message_id="<2@example.org>"))
    assert talk.messages.count() == 3


def test_the_envelope_counts_when_it_is_given(talk, address, pipe):
    assert pipe(answer("quelqu-un@example.org"), to=address)[0] == 0
    assert pipe(answer(address.upper(), message_id="<2@x>"))[0] == 0  # some servers change the case
    assert talk.messages.count() == 3


def test_a_forged_address_is_refused(talk, bob, address, place, pipe):
    other = reply_addresses.address(place(talk, bob))
    swapped = other[: other.index("-")] + address[address.index("-") :]
    longest = "reply+zzzzzzzzzzzzz-aaaaaaaaaaaaaaaa@reponse.parvis.example"
    for wrong in (swapped, longest, "reply+1-aaaaaaaaaaaaaaaa@reponse.parvis.example", "x@reponse.parvis.example",
                  address.replace("reponse", "autre")):  # fmt: skip
        assert pipe(answer(wrong)) == (67, "Cette adresse de réponse n’existe pas, ou ne sert plus.")
    assert talk.messages.count() == 1


def test_only_the_member_s_own_addresses_may_write(talk, alice, address, pipe):
    for sender in ("bob@example.org", "mallory@example.com"):
        assert pipe(answer(address, sender)) == (77, "Répondez depuis l’adresse de votre compte Parvis.")
    EmailAddress.objects.create(user=alice, email="alice@travail.example", verified=False)
    assert pipe(answer(address, "alice@travail.example"))[0] == 77
    EmailAddress.objects.update(verified=True)
    assert pipe(answer(address, "Alice@Travail.example"))[0] == 0
    assert talk.messages.count() == 2


def test_after_a_block_or_the_end_the_answer_bounces_and_says_no_reason(talk, alice, bob, address, pipe):
    block(bob, alice)
    code, words = pipe(answer(address))
    assert code == 77 and "fermée" in words and "bloqu" not in words
    assert talk.messages.count() == 1


def test_who_left_a_group_answers_no_more_even_when_back(alice, bob, neighbours, place, pipe):
    group = gather(bob, [alice, *neighbours(1)], "Samedi ?").conversation
    old = reply_addresses.address(place(group, alice))
    gathering.leave(group, alice)
    assert pipe(answer(old))[0] == 67
    gathering.add(group, bob, alice)
    assert pipe(answer(old))[0] == 67
    assert pipe(answer(reply_addresses.address(place(group, alice))))[0] == 0


@pytest.mark.parametrize(
    "headers",
    [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"X_Autoreply": "yes"}, {"Return_Path": "<>"},
     {"List_Id": "<a.b>"}],
)  # fmt: skip
def test_what_a_machine_sent_is_dropped_in_silence(talk, address, pipe, headers):
    assert pipe(answer(address, **headers)) == (0, "")
    assert talk.messages.count() == 1


def test_attachments_are_left_out_with_a_word(talk, address, pipe):
    made = answer(address)
    made.add_attachment(b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename="banc.jpg")
    assert pipe(made) == (0, "")
    assert talk.messages.last().text.startswith("Oui, il est encore là.\n\n*1 pièce jointe n’a pas été transmise")


def test_what_cannot_be_a_message_bounces(talk, address, pipe, settings):
    assert pipe(b"\x00\xff garbage")[0] == 67
    assert pipe(b"")[0] == 67
    assert pipe(answer(address, text="> Quote only\n"))[0] == 65
    assert pipe(answer(address, text="x" * 5000))[0] == 65
    assert pipe(answer(address).as_bytes() + b"x" * receiving.MOST_BYTES)[0] == 65
    strange = answer(address).as_bytes().replace(b'charset="utf-8"', b'charset="klingon"')
    assert pipe(strange)[0] in (0, 65)
    settings.INBOUND_MAIL_DOMAIN = ""
    assert pipe(answer(address, message_id="<9@x>"))[0] == 67


def test_without_a_database_the_mail_server_tries_again(address, pipe, monkeypatch):
    monkeypatch.setattr(saying, "say", lambda *a, **k: (_ for _ in ()).throw(OperationalError))
    assert pipe(answer(address))[0] == 75


def test_nobody_s_words_or_addresses_are_logged(address, pipe, caplog):
    caplog.set_level("INFO")
    pipe(answer(address))
    pipe(answer("reply+1-aaaaaaaaaaaaaaaa@reponse.parvis.example"))
    assert "example.org" not in caplog.text and "banc" not in caplog.text.lower() and "message" in caplog.text


# --- once round ---


class Sink:
    """A real mail server, which hands what comes for our domain to the command, as Postfix's pipe does."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):
        self.mails.append((envelope.rcpt_tos, envelope.content))
        return "250 taken"


@pytest.fixture
def sink(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    sink.port = port
    yield sink
    controller.stop(no_assert=True)


def test_once_round_through_a_mail_server(talk, alice, bob, sink, pipe):
    tell_due(timezone.now() + LATER)
    assert mail.send_due() == 1
    ((to, content),) = sink.mails
    arrived = message_from_bytes(content, policy=policy.default)
    assert to == [alice.email] and "encore là" in arrived.get_body(("plain",)).get_content()

    quoted = f"Le 26 nov. 2026 à 10:00, Parvis <a@b.fr> a écrit :\n\n> {'x' * 40}\n"
    hers = answer(str(arrived["Reply-To"]), text=f"Oui !\n\n{quoted}")
    hers["In-Reply-To"] = str(arrived["Message-ID"])
    with smtplib.SMTP("127.0.0.1", sink.port) as client:
        client.send_message(hers)
    (recipient,), raw = sink.mails[1]
    assert pipe(raw, to=recipient) == (0, "")

    assert Message.objects.filter(author=alice).get().text == "Oui !"
    tell_due(timezone.now() + LATER)
    assert mail.send_due() == 1
    (to, content) = sink.mails[2]
    arrived = message_from_bytes(content, policy=policy.default)
    assert to == [bob.email] and "Oui !" in arrived.get_body(("plain",)).get_content()


def test_who_blocks_within_the_minute_is_not_told_any_more(talk, alice, bob):
    block(alice, bob)
    assert tell_due(timezone.now() + LATER) == 0
    assert not alice.notifications.exists() and outbox.outbox == []


def test_a_mail_that_waits_when_one_blocks_never_leaves(talk, alice, bob):
    assert tell_due(timezone.now() + LATER) == 1
    block(alice, bob)
    assert mail.send_due() == 0
    assert not alice.notifications.exists()


@pytest.mark.parametrize("header", ["Message-ID: <", "Message-ID: <@>", "Message-ID: [", "From: =?x", "To: <\x80",
                                    "Auto-Submitted: (", "Content-Type: a/b; x*0*=y", "Precedence: =?utf-8?q?=FF",
                                    "Content-Transfer-Encoding: base64; ("])  # fmt: skip
def test_a_mangled_mail_is_answered_and_never_a_crash(address, pipe, header):
    raw = f"{header}\r\nTo: {address}\r\nFrom: alice@example.org\r\n\r\nOui.\r\n".encode("latin-1")
    assert pipe(raw)[0] in (0, receiving.NOBODY, receiving.REFUSED, receiving.UNREADABLE)
