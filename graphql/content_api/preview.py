"""The preview of a draft as the API would answer: the JSON that an app would get, on a page that people can read."""

import functools
import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from graphql import execute, parse

from cms import editions
from content_api.pages import SHOWN
from content_api.projection import Run, Timed
from content_api.schema import Draft, mapper, schema
from content_api.selection import everything


@functools.cache
def query(kind: str) -> str:
    """All that the API says of a page of a ``kind`` of edition."""
    name = mapper.name(SHOWN[kind])
    return f'{{\n  page(path: "") {{\n    __typename\n    ... on {name} {everything(schema, name, 2)}\n  }}\n}}'


def show(request: HttpRequest, reading: editions.Reading) -> HttpResponse:
    """The answer for a draft, as HTML, or as JSON for a program that asks for it."""
    result = execute(schema, parse(query(reading.kind)), root_value=Draft(reading), context_value=Run(mapper), execution_context_class=Timed)
    answer = json.dumps(result.formatted, ensure_ascii=False, indent=2)  # type: ignore[union-attr]
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return HttpResponse(answer, content_type="application/json; charset=utf-8")
    return render(request, "content_api/preview.html", {"answer": answer, "title": reading.document.title})
