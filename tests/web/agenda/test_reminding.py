"""Who is written to, about what, once; what happens when the server of mail or the program fails in the middle."""

from __future__ import annotations

import smtplib
from datetime import date, timedelta
from uuid import uuid4

import pytest
from agenda_rows import morning, row_of, with_mail
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext

from objektiv.web.access.domain import assign, deactivate_user
from objektiv.web.agenda.domain import choose_letters, remind
from objektiv.web.agenda.domain.reminding import MailError
from objektiv.web.agenda.models import Notice
from objektiv.web.plans.models import DateChange

pytestmark = pytest.mark.django_db
TUESDAY = morning(2026, 11, 24)


class Away(EmailBackend):
    """A server that does not answer."""

    def open(self) -> bool:
        raise ConnectionRefusedError


class Refusing(EmailBackend):
    """A server that knows no such person."""

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such person")})


class Busy(EmailBackend):
    """A server that asks to come later."""

    def send_messages(self, messages):
        raise smtplib.SMTPDataError(451, b"later")


class Breaking(EmailBackend):
    """A server that falls silent after it has taken the letter: whether it left nobody knows."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise smtplib.SMTPServerDisconnected


class Falling(EmailBackend):
    """A server that takes one letter, falls silent over the second and does not come back."""

    opened = sent = 0

    def open(self) -> bool:
        type(self).opened += 1
        if type(self).opened > 1:
            raise ConnectionRefusedError
        return True

    def send_messages(self, messages):
        type(self).sent += 1
        if type(self).sent > 1:
            raise smtplib.SMTPServerDisconnected
        return super().send_messages(messages)


def told() -> list[tuple[str, str]]:
    """Of things, the digest of the week aside."""
    return sorted(Notice.objects.exclude(thing="digest").values_list("occasion", "state"))


def had_the_digest(person) -> None:
    """Of the week of the 24th, so that what follows are reminders of their own day."""
    Notice.objects.create(
        user=person, thing="digest", key=0, occasion="digest", day=date(2026, 11, 23), letter=uuid4(), state="sent"
    )  # fmt: skip


def test_the_owner_is_reminded_once(action, methodist) -> None:
    had_the_digest(methodist)
    first, second = remind(TUESDAY), remind(TUESDAY + timedelta(hours=1))
    assert (first.letters, first.things, second.letters) == (1, 1, 0)
    (letter,) = mail.outbox
    assert letter.to == [methodist.email]
    assert letter.subject == "Сроки: впереди 1"
    assert "– 25.11.2026 (завтра): 1.1 Провести инструктаж" in letter.body
    assert "План: План мероприятий" in letter.body
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert told() == [("before_1", "sent")]


def test_every_mark_is_told_until_somebody_says_how_it_came_out(action) -> None:
    for day in range(18, 31):
        remind(morning(2026, 11, day))
    assert sorted(Notice.objects.exclude(thing="digest").values_list("occasion", flat=True)) == [
        "before_1", "before_3", "before_7", "on_day", "overdue_1",
    ]  # fmt: skip
    remind(morning(2026, 12, 3))
    assert Notice.objects.filter(occasion="overdue_8").count() == 1
    type(action).objects.update(status="reported")
    remind(morning(2026, 12, 10))
    assert not Notice.objects.filter(occasion="overdue_15").exists()


def test_executors_and_the_controller_are_told_too_and_what_they_are(cast, plan, methodist) -> None:
    deputy, head = with_mail(cast.deputy), with_mail(cast.roles["municipal_head"])
    row = row_of(plan, methodist, date(2026, 11, 25), controller=head)
    row.executors.add(deputy)
    remind(TUESDAY)
    parts = {
        one.to[0]: [part for part in ("вы исполнитель", "вы контролируете") if part in one.body]
        for one in mail.outbox
    }
    assert parts == {methodist.email: [], deputy.email: ["вы исполнитель"], head.email: ["вы контролируете"]}


@pytest.mark.parametrize("part", ["owner", "executor", "controller", "moved", "postponed"])
def test_who_has_left_the_territory_is_told_nothing_of_its_plans(cast, plan, methodist, part) -> None:
    leaver = with_mail(cast.deputy)
    row = row_of(plan, methodist, date(2026, 11, 25))
    if part == "executor":
        row.executors.add(leaver)
    elif part == "controller":
        type(row).objects.update(controller=leaver)
    else:
        type(row).objects.update(owner=leaver)
    if part == "moved":
        type(row).objects.update(due_on=date(2027, 2, 1))
        DateChange.objects.create(action=row, became=date(2027, 2, 1), at=TUESDAY)
    if part == "postponed":
        remind(TUESDAY)
        day = date(2027, 2, 1)
        type(row).objects.update(status="postponed", postponed_to=day, due_on=day)
    mail.outbox.clear()
    leaver.assignments.update(unit=cast.other_school)
    remind(TUESDAY)
    assert [one for one in mail.outbox if leaver.email in one.to] == []
    leaver.assignments.update(unit=cast.school)
    remind(TUESDAY + timedelta(hours=1))
    assert len([one for one in mail.outbox if leaver.email in one.to]) == 1


def test_who_is_both_owner_and_executor_reads_it_once(action, methodist) -> None:
    action.executors.add(methodist)
    remind(TUESDAY)
    assert mail.outbox[0].body.count("Провести инструктаж") == 1


@pytest.mark.parametrize("change", ["inactive", "no mail", "no role", "draft", "new row", "excluded", "done"])
def test_nobody_is_told_of_what_is_not_theirs_to_do(cast, action, methodist, change) -> None:
    if change == "inactive":
        deactivate_user(methodist, by=None)
    elif change == "no mail":
        type(methodist).objects.filter(pk=methodist.pk).update(email="")
    elif change == "no role":
        methodist.assignments.update(valid_to=date(2026, 1, 1), valid_from=date(2025, 1, 1))
    elif change == "draft":
        type(action.plan).objects.update(state="draft")
    elif change == "new row":
        type(action).objects.update(is_new=True)
    elif change == "excluded":
        type(action).objects.update(excluded_by=action.plan.editions.get())
    else:
        type(action).objects.update(status="accepted")
    assert remind(TUESDAY).letters == 0


def test_a_person_chooses(action, methodist) -> None:
    choose_letters(wish="none", by=methodist)
    assert remind(TUESDAY).letters == 0
    had_the_digest(methodist)
    choose_letters(wish="digest", by=methodist)
    assert remind(TUESDAY).letters == 0
    choose_letters(wish="all", by=methodist)
    assert remind(TUESDAY).letters == 1


def test_the_digest_of_monday_takes_the_reminders_of_that_day_with_it(plan, methodist) -> None:
    row_of(plan, methodist, date(2026, 11, 20), number="1")
    row_of(plan, methodist, date(2026, 11, 27), number="2")
    choose_letters(wish="digest", by=methodist)
    assert remind(morning(2026, 11, 23)).letters == 1
    assert mail.outbox[0].subject == "Сроки недели: просрочено 1, впереди 1"
    assert remind(morning(2026, 11, 23, 15)).letters == 0
    assert [remind(morning(2026, 11, day)).letters for day in (24, 25, 26, 27)] == [0, 0, 0, 0]
    assert Notice.objects.get(thing="digest").day == date(2026, 11, 23)
    assert remind(morning(2026, 11, 30)).letters == 1


@pytest.mark.parametrize("wish", ["all", "digest"])
def test_an_office_that_was_off_on_the_first_day_sends_the_digest_of_that_week_later(
    plan, methodist, wish
) -> None:
    row_of(plan, methodist, date(2026, 11, 20), number="1")
    row_of(plan, methodist, date(2026, 11, 30), number="2")
    choose_letters(wish=wish, by=methodist)
    assert [remind(morning(2026, 11, 25, hour)).letters for hour in (9, 10)] == [1, 0]
    assert mail.outbox[0].subject == "Сроки недели: просрочено 1, впереди 1"
    assert Notice.objects.get(thing="digest").day == date(2026, 11, 23)
    remind(morning(2026, 11, 26))
    remind(morning(2026, 11, 27))
    assert [one.subject for one in mail.outbox if "недели" in one.subject] == [mail.outbox[0].subject]


def test_the_digest_does_not_repeat_the_news_of_a_moved_day(plan, methodist) -> None:
    row = row_of(plan, methodist, date(2026, 12, 20))
    DateChange.objects.create(
        action=row, was=date(2026, 12, 1), became=date(2026, 12, 20), at=morning(2026, 11, 19)
    )
    assert remind(morning(2026, 11, 20)).letters == 1
    assert remind(morning(2026, 11, 23)).letters == 0
    row_of(plan, methodist, date(2026, 11, 27), number="2")
    assert remind(morning(2026, 11, 23, 12)).letters == 1
    assert mail.outbox[1].subject == "Сроки недели: впереди 1"


def test_a_week_without_anything_has_no_letter(cast, methodist) -> None:
    assert remind(morning(2026, 11, 23)).letters == 0
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    "moment", [morning(2026, 11, 24, 7), morning(2026, 11, 24, 20), morning(2026, 11, 22)]
)
def test_nothing_leaves_at_night_and_on_days_off(action, moment) -> None:
    assert remind(moment).letters == 0
    assert remind(moment, at_once=True).letters == 1


def test_at_once_on_a_day_off_the_digest_of_the_week_that_ends_is_not_sent(action, methodist) -> None:
    remind(morning(2026, 11, 22), at_once=True)
    assert told() == [("before_3", "sent")]
    assert not Notice.objects.filter(thing="digest").exists()


def test_what_fell_on_a_day_off_leaves_on_the_working_morning(plan, methodist) -> None:
    row_of(plan, methodist, date(2026, 12, 1))
    choose_letters(wish="all", by=methodist)
    assert remind(morning(2026, 11, 28)).letters == 0  # Saturday, three days before
    assert remind(morning(2026, 11, 30)).letters == 1
    assert "01.12.2026 (завтра)" in mail.outbox[0].body


def test_a_moved_day_cancels_the_old_reminders_and_is_told(action, methodist) -> None:
    remind(morning(2026, 11, 18))
    type(action).objects.update(due_on=date(2026, 12, 9))
    DateChange.objects.create(
        action=action, was=date(2026, 11, 25), became=date(2026, 12, 9), at=morning(2026, 11, 19)
    )
    mail.outbox.clear()
    assert [remind(morning(2026, 11, day)).letters for day in (19, 20, 24, 25, 26)] == [1, 0, 0, 0, 0]
    (letter,) = mail.outbox
    assert letter.subject == "Сроки: изменилось 1"
    assert "Срок был 25.11.2026, стал 09.12.2026." in letter.body
    remind(morning(2026, 12, 2))
    assert Notice.objects.filter(occasion="before_7", day=date(2026, 12, 9), state="sent").count() == 1


def test_of_several_moves_the_last_is_told_and_one_seen_is_not(action) -> None:
    for day in (10, 11):
        DateChange.objects.create(
            action=action, was=date(2026, 12, 9), became=date(2026, 12, day), at=morning(2026, 11, 19)
        )
    type(action).objects.update(due_on=date(2026, 12, 11))
    remind(TUESDAY)
    assert mail.outbox[0].body.count("Срок был") == 1
    assert "стал 11.12.2026" in mail.outbox[0].body
    Notice.objects.all().delete()
    for change in DateChange.objects.all():
        change.seen_by.add(action.owner)
    assert remind(TUESDAY).letters == 0


def test_a_postponement_is_told_to_those_who_were_reminded_of_the_day_before(action) -> None:
    remind(TUESDAY)
    type(action).objects.update(
        status="postponed", postponed_to=date(2026, 12, 20), due_on=date(2026, 12, 20)
    )
    mail.outbox.clear()
    assert [remind(TUESDAY + timedelta(hours=hour)).letters for hour in (1, 2)] == [1, 0]
    assert "Срок перенесён на 20.12.2026." in mail.outbox[0].body


def test_who_was_reminded_of_the_new_day_alone_is_not_told_that_it_is_new(plan, methodist) -> None:
    day = date(2026, 12, 1)
    row_of(plan, methodist, day, status="postponed", postponed_to=day)
    assert [remind(TUESDAY + timedelta(hours=hour)).letters for hour in (0, 1, 2)] == [1, 0, 0]
    assert "перенесён" not in mail.outbox[0].body


def test_every_period_of_a_recurring_action_is_reminded_of(plan, methodist) -> None:
    quarters = [["2026-10-01", "2026-11-30"], ["2027-01-01", "2027-03-31"]]
    row_of(plan, methodist, date(2027, 3, 31), intervals=quarters, starts_on=date(2026, 10, 1))
    assert remind(morning(2026, 11, 27)).letters == 1
    assert "30.11.2026 (осталось дней: 3)" in mail.outbox[0].body
    assert remind(morning(2026, 12, 8)).letters == 0  # the last day alone makes an action late


def test_two_rounds_at_once_tell_once(action, monkeypatch) -> None:
    """The second has read «nothing told yet» before the first marked it."""
    from objektiv.web.agenda.domain import reminding

    original = reminding._claim

    def slow(drafts):
        monkeypatch.setattr(reminding, "_claim", original)
        remind(TUESDAY)
        return original(drafts)

    monkeypatch.setattr(reminding, "_claim", slow)
    assert remind(TUESDAY).letters == 0
    assert len(mail.outbox) == 1


def test_a_stop_between_sending_and_recording_sends_nothing_twice(action, monkeypatch) -> None:
    from objektiv.web.agenda.domain import reminding

    def dies(results):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(reminding, "_write_down", dies)
        with pytest.raises(KeyboardInterrupt):
            remind(TUESDAY)
    assert len(mail.outbox) == 1
    assert remind(TUESDAY).letters == 0
    assert told() == [("before_1", "claimed")]


def test_a_server_that_is_away_leaves_all_for_the_next_time(action, settings) -> None:
    usual = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    with pytest.raises(MailError, match="почтовый сервер не принял соединение"):
        remind(TUESDAY)
    assert told() == []
    settings.EMAIL_BACKEND = usual
    assert remind(TUESDAY).letters == 1


@pytest.mark.parametrize(("backend", "state"), [("Refusing", "refused"), ("Breaking", "claimed")])
def test_a_refused_or_doubtful_letter_is_not_sent_again(action, settings, backend, state) -> None:
    usual = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.{backend}"
    assert remind(TUESDAY).letters == 0
    settings.EMAIL_BACKEND = usual
    assert remind(TUESDAY).letters == 0
    assert told() == [("before_1", state)]


def test_a_server_that_asks_to_come_later_gets_the_letter_later(action, settings) -> None:
    usual = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.Busy"
    assert remind(TUESDAY).letters == 0
    assert told() == []
    settings.EMAIL_BACKEND = usual
    assert remind(TUESDAY).letters == 1


def test_those_whom_a_falling_server_left_without_a_letter_get_it_the_next_time(
    cast, plan, settings, methodist
) -> None:
    people = [methodist, with_mail(cast.coordinator), with_mail(cast.deputy)]
    for person in people:
        row_of(plan, person, date(2026, 11, 25))
    usual = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.Falling"
    with pytest.raises(MailError):
        remind(TUESDAY)
    assert told() == [("before_1", "claimed"), ("before_1", "sent")]
    settings.EMAIL_BACKEND = usual
    assert remind(TUESDAY).letters == 1
    assert len({one.to[0] for one in mail.outbox}) == 2  # the one in doubt is not tried again


def test_a_long_letter_says_how_much_it_leaves_out(plan, methodist) -> None:
    had_the_digest(methodist)
    for number in range(63):
        row_of(plan, methodist, date(2026, 11, 25), number=f"{number:02d}", text="слово " * 60)
    remind(TUESDAY)
    (letter,) = mail.outbox
    assert letter.subject == "Сроки: впереди 63"
    assert letter.body.count("– 25.11.2026") == 60
    assert "… и ещё 3: все — в кабинете, раздел «Планы»." in letter.body
    assert max(map(len, letter.body.splitlines())) < 200
    assert len(told()) == 63


def test_links_lead_to_the_office_where_it_has_a_name(action, settings) -> None:
    settings.OFFICE_ADDRESS = "https://objektiv.example.org"
    remind(TUESDAY)
    body = mail.outbox[0].body
    assert f"https://objektiv.example.org/plans/{action.plan_id}/actions/{action.pk}/" in body
    assert "https://objektiv.example.org/plans/calendar/settings/" in body


def test_a_letter_names_no_person_and_no_school(cast, action, methodist) -> None:
    remind(TUESDAY)
    body = mail.outbox[0].body
    known = [methodist.last_name, cast.school.title, cast.municipality.title, cast.coordinator.last_name]
    assert [one for one in known if one in body] == []


def test_without_mail_nothing_is_marked(action, settings) -> None:
    settings.IS_MAIL_ON = False
    assert remind(TUESDAY).letters == 0
    assert not Notice.objects.exists()


def queries_of(moment) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        remind(moment)
    return len(caught)


def test_the_number_of_questions_does_not_follow_the_number_of_people(cast, plan) -> None:
    people = []
    for number in range(12):
        person = type(cast.coordinator).objects.create(
            login=f"p{number}", last_name="И", first_name="А", email=f"p{number}@example.org"
        )
        assign(person, role="municipal_methodist", unit=cast.municipality, by=None)
        people.append(person)
    for person in people[:1]:
        row_of(plan, person, date(2026, 11, 25)).executors.add(cast.deputy)
    one = queries_of(TUESDAY)
    Notice.objects.all().delete()
    for person in people[1:]:
        row_of(plan, person, date(2026, 11, 25)).executors.add(cast.deputy)
    assert queries_of(TUESDAY) == one
    assert len(mail.outbox) == 1 + 12
