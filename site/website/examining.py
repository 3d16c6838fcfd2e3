"""The pages around a certificate: all questions of a course in one form, its result, and the page that verifies a code. Nothing is stored."""

import contextlib
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms import editions
from cms.courses import grading
from cms.courses.documents import Course, holds
from cms.editions import Reading
from cms.kits.enums import Iso
from website import certificates, courses, quizzes, sending
from website.answers import HTML, answer
from website.certificates import Certificate, CodeError
from website.frame import absolute, view_frame
from website.middleware import accepted
from website.quizzes import Quiz

PRIVATE = {"Cache-Control": "private, no-store"}
LONGEST = 200  # characters of a code that are looked at


def course_named(package_id: str) -> Reading:
    """The course of a package in the active language. :raises Http404: where the public may read none."""
    found = editions.readable(kind="course", locale=get_language() or "")
    course = next((page for page in found if page.document.package_id == package_id), None)
    if course is None:
        raise Http404("No such course.")
    return course


@csrf_exempt  # visitors have no cookie, and the answer changes nothing here: whoever posts gets what anybody gets
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, package_id: str) -> HttpResponseBase:
    """The questions of a course in one form; after posting it the certificate, or what is missing for it.

    :raises Http404: where there is no such course.
    """
    if request.method != "POST":
        country = courses.chosen_country(request.GET)
        if courses.COUNTRY not in request.GET:
            return answer(request, lambda: render_to_string("pages/certificate.html", asked(course_named(package_id), None)))
        values = {**asked(course_named(package_id), country), "told": True}
        return HttpResponse(render_to_string("pages/certificate.html", values), content_type=HTML, headers=PRIVATE)
    if request.headers.get("Sec-Fetch-Site", "same-origin") == "cross-site":
        return HttpResponse(gettext("This form was sent from another site."), status=HTTPStatus.FORBIDDEN, content_type="text/plain; charset=utf-8")
    values = examined(course_named(package_id), request)
    return HttpResponse(render_to_string("pages/certificate.html", values), content_type=HTML, headers=PRIVATE)


def asked(course: Reading, country: Iso | None, request: HttpRequest | None = None) -> dict[str, Any]:
    """The form of a course; with the answers of ``request``, and what is missing in them, where they were posted."""
    document: Course = course.document
    modules = courses.modules_of(course)
    shelves: list[tuple[Reading, list[Quiz]]] = []
    for module in modules:
        made = []
        for question in module.document.questions:
            if holds(question, country):
                name = f"{module.slug}.{question.key}"
                made.append(quizzes.quiz(question, name, request.POST.getlist(name) if request else None, tell=False))
        shelves.append((module, made))
    return {
        "frame": view_frame(gettext("Certificate"), "certificate", arguments={"package_id": document.package_id}),
        "course": course,
        "document": document,
        "shelves": [shelf for shelf in shelves if shelf[1]],
        "total": sum(len(made) for _, made in shelves),
        "country": country,
        "countries": list(Iso) if any(courses.by_country(module.document) for module in modules) else [],
        "fill": request is None,
    }


def examined(course: Reading, request: HttpRequest) -> dict[str, Any]:
    """The form with its result: what wasn't answered, the score, the certificate where it is enough, else the modules to look at again."""
    document: Course = course.document
    country = courses.chosen_country(request.POST)
    values = asked(course, country, request)
    open_ones = [quiz for _, made in values["shelves"] for quiz in made if quiz.error]
    if open_ones or not values["total"]:
        return {**values, "open_ones": open_ones}
    answers = {
        (module.document.key, quiz.question.key): quizzes.answer_of(quiz.question, request.POST.getlist(quiz.name))
        for module, made in values["shelves"]
        for quiz in made
    }
    score = grading.score([module.document for module, _ in values["shelves"]], answers, country)
    result = {**values, "score": score}
    if score.percent < document.pass_mark:
        wrong = [
            (module, sum(not grading.is_right(quiz.question, answers[module.document.key, quiz.question.key]) for quiz in made))
            for module, made in values["shelves"]
        ]
        return {**result, "wrong": [(module, count) for module, count in wrong if count]}
    made = certificates.new(document.package_id, course.locale, course.number, timezone.localdate(), score.percent)
    code = certificates.code_of(made)
    address = absolute(reverse("verify_any", args=[code]))
    return {**result, "passed": made, "code": code, "address": address, "drawn": sending.code(address)}


@require_safe
def verify_in_any_language(request: HttpRequest, code: str) -> HttpResponseBase:
    """The address that codes on paper carry: leads to the page in the language that the reader's browser wants most."""
    with translation.override(accepted(request, {language for language, _ in settings.LANGUAGES})):
        response = HttpResponseRedirect(reverse("verify", args=[code]))
    response["Vary"] = "Accept-Language"
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """Says whether a code is one of ours, and for what; an unknown or changed one gets 404 with the form to try again."""
    given = (code or request.GET.get("code", ""))[:LONGEST]
    found: Certificate | None = None
    with contextlib.suppress(CodeError):
        found = certificates.read(given) if given else None
    known = editions.readable(kind="course", locale=get_language() or "") if found else []
    course = next((page for page in known if found and certificates.course_mark(page.document.package_id) == found.course), None)
    values = {
        "frame": view_frame(gettext("Verify a certificate"), "verify_form"),
        "given": given,
        "found": found,
        "course": course,
        "form": reverse("verify_form"),
    }
    status = HTTPStatus.NOT_FOUND if given and found is None else HTTPStatus.OK
    return HttpResponse(render_to_string("pages/verify.html", values), content_type=HTML, headers=PRIVATE, status=status)
