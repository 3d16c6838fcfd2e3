"""Certificates: who passes gets a code that says so and nothing else; no code can be made or changed without our keys."""

import datetime
import re

import pytest
from course_factory import ANSWERS, make_course
from django.test import Client
from django.utils import timezone

from cms import editions
from cms.courses.documents import holds
from website import certificates, quizzes
from website.certificates import CodeError

FORM = "/fr/certificate/vr4m-safety/"
DAY = datetime.date(2026, 11, 25)


@pytest.fixture
def course(db):
    return make_course()


def right_answers(**other):
    """What the form posts for right answers; ``other`` are those of the first module that differ."""
    posted = {}
    for page in editions.readable(kind="module", locale="fr"):
        for question in page.document.questions:
            if holds(question, None):
                posted[f"{page.slug}.{question.key}"] = quizzes.right_values(question)
    return {**posted, **{f"module-1.{key}": value for key, value in other.items()}}


def code() -> str:
    return certificates.code_of(certificates.new("vr4m-safety", "fr", 12, DAY, 83))


def test_who_passes_gets_a_code_that_confirms_it(course, say):
    response = Client().post(FORM, right_answers(one="bad"))
    page = response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies
    found = re.search(r"data-code>([0-9A-Z-]+)<", page)
    assert found
    made = certificates.read(found[1])
    reading = editions.at("/fr/courses/safety/")
    assert (made.percent, made.day, made.edition) == (83, timezone.localdate(), reading.cited)
    assert f'href="/fr/verify/{found[1]}/"' in page
    assert "<svg" in page
    assert "A suivi le cours en entier." in page
    verified = Client().get(f"/de/verify/{found[1]}/").content.decode()
    for words in (say("This certificate is genuine", "de"), "83\N{NO-BREAK SPACE}%", reading.cited):
        assert words in verified, words


def test_two_who_pass_alike_get_different_codes(course):
    codes = {re.search(r"data-code>([0-9A-Z-]+)<", Client().post(FORM, right_answers()).content.decode())[1] for _ in range(2)}
    assert len(codes) == 2


def test_who_does_not_pass_learns_where_to_look_again_and_loses_nothing(course, say):
    page = Client().post(FORM, right_answers(one="bad", truth="true", several="music")).content.decode()
    assert "data-code>" not in page
    assert say("%(percent)s\N{NO-BREAK SPACE}%% right; %(mark)s\N{NO-BREAK SPACE}%% are needed", percent=50, mark=70) in page
    assert 'href="/fr/courses/safety/module-1/#questions"' in page
    assert 'href="/fr/courses/safety/module-2/#questions"' not in page
    assert 'name="module-1.one" value="bad" autocomplete="off" checked' in page
    for secret in ("Remarque", "Explication"):
        assert secret not in page


def test_an_unanswered_question_is_told_at_its_place(course, say):
    posted = right_answers()
    del posted["module-1.several"]
    page = Client().post(FORM, posted).content.decode()
    assert "data-code>" not in page
    assert page.count(say("Choose an answer first.")) == 1
    assert 'href="#q-module-1.several"' in page
    assert 'id="q-module-1.several"' in page


def test_questions_of_the_destination_are_asked_too(course):
    assert 'data-quiz="module-1.german"' not in Client().get(FORM).content.decode()
    assert 'data-quiz="module-1.german"' in Client().get(f"{FORM}?country=de").content.decode()
    posted = {**right_answers(), "country": "de"}
    assert "data-code>" not in Client().post(FORM, posted).content.decode()
    assert "data-code>" in Client().post(FORM, {**posted, "module-1.german": ANSWERS["german"][0]}).content.decode()


def test_the_form_tells_no_answer(course):
    page = Client().get(FORM).content.decode()
    for secret in ("Remarque", "Explication", "data-right", "is-right"):
        assert secret not in page


@pytest.mark.parametrize(
    "posted", [{}, {"module-1.one": "x" * 10_000}, {"country": "<b>"}, {"module-1.order": ["show:1"] * 500}, {"module-1.one": "\u202e\U0001f600\0"}]
)
def test_nonsense_gives_no_certificate(course, posted):
    response = Client().post(FORM, posted)
    assert response.status_code == 200
    assert "data-code>" not in response.content.decode()


def test_a_form_of_another_site_is_refused(course):
    assert Client().post(FORM, right_answers(), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert Client(enforce_csrf_checks=True).post(FORM, right_answers(), headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


def test_a_course_without_questions_has_no_certificate(db):
    make_course("empty", modules=0)
    assert "data-code>" not in Client().post("/fr/certificate/vr4m-empty/").content.decode()
    assert Client().get("/fr/certificate/vr4m-nothing/").status_code == 404


def test_a_code_is_read_as_people_type_it():
    made = code()
    plain = made.replace("-", "")
    for typed in (made, made.lower(), plain, f" {made} ", plain.replace("0", "O").replace("1", "l")):
        assert certificates.read(typed) == certificates.read(made), typed
    assert len(plain) == 42
    assert certificates.read(made).edition == "fr-12"


def test_every_changed_sign_is_noticed():
    plain = code().replace("-", "")
    for place, sign in enumerate(plain):
        for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ":
            if other != sign:
                with pytest.raises(CodeError):
                    certificates.read(plain[:place] + other + plain[place + 1 :])


@pytest.mark.parametrize("forged", ["", "A", "-" * 50, "U" * 42, "é" * 42, "0" * 42, "0" * 41, "0" * 5000, "\N{ARABIC-INDIC DIGIT ONE}" * 42])
def test_what_is_no_code_is_refused(forged):
    with pytest.raises(CodeError):
        certificates.read(forged)


def test_longer_and_shorter_codes_are_refused():
    for wrong in (code()[:-1], code() + "0", code() + code()):
        with pytest.raises(CodeError):
            certificates.read(wrong)


def test_keys_rotate_without_breaking_old_codes(settings):
    settings.CERTIFICATE_KEYS = ["first"]
    old = code()
    settings.CERTIFICATE_KEYS = ["second", "first"]
    new = code()
    assert certificates.read(old).percent == certificates.read(new).percent == 83
    settings.CERTIFICATE_KEYS = ["second"]
    assert certificates.read(new)
    with pytest.raises(CodeError):
        certificates.read(old)


def test_without_own_keys_the_sites_secrets_sign(settings):
    settings.CERTIFICATE_KEYS = []
    made = code()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret"
    assert certificates.read(made)
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(CodeError):
        certificates.read(made)


def test_a_forged_code_is_told_plainly(course, say):
    made = code()
    forged = made[:-1] + ("0" if made[-1] != "0" else "1")
    for path in (f"/fr/verify/{forged}/", f"/fr/verify/?code={forged}", "/fr/verify/%3Cscript%3E/"):
        response = Client().get(path)
        assert response.status_code == 404, path
        assert say("This code isn’t genuine.") in response.content.decode()
        assert "<script>" not in response.content.decode().replace("<script type", "")
    assert say("This certificate is genuine") in Client().get(f"/fr/verify/?code={made.lower()}").content.decode()
    assert Client().get("/fr/verify/").status_code == 200


def test_the_short_address_leads_to_the_readers_language(course):
    made = code()
    response = Client().get(f"/verify/{made}/", headers={"Accept-Language": "it"})
    assert (response.status_code, response["Location"]) == (302, f"/it/verify/{made}/")


def test_a_code_outlives_its_course(course, say):
    made = code()
    course.unpublish()
    page = Client().get(f"/fr/verify/{made}/").content.decode()
    assert say("This certificate is genuine") in page
    assert "Cours safety" not in page
