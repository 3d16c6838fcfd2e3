"""The timeline, handbooks, packs and search in the API."""

from typing import Any

import pytest
from factories import make_country, make_kit, make_kits, publish
from pack_factory import make_handbook, make_pack
from timeline_factory import make_timeline, step

from cms.timeline.models import PhasePage

pytestmark = pytest.mark.django_db
DATES = """query ($arrival: Date!, $days: Int, $country: CountryCode, $minor: Boolean) { timeline { dates(arrival: $arrival, days: $days,
  country: $country, minor: $minor) { day lastDay phase { phase } step { key number } } } }"""


@pytest.fixture
def timeline(db: None) -> Any:
    """A published timeline with three phases."""
    return make_timeline()


def dates(api: Any, **variables: Any) -> dict[str, tuple[str, str]]:
    """First and last day by step."""
    found = api.data(DATES, **variables)["timeline"]["dates"]
    return {row["step"]["key"]: (row["day"], row["lastDay"]) for row in found}


def test_the_timeline_gives_its_phases_with_their_steps(api: Any, timeline: Any) -> None:
    query = "{ timeline { url referenceDays phases { phase goal minutes steps { key title how { html } actors standards resources { title } } } } }"
    found = api.data(query)["timeline"]
    assert [phase["phase"] for phase in found["phases"]] == ["BEFORE", "DURING", "AFTER"]
    first = found["phases"][0]["steps"][0]
    assert first["key"] == "decide"
    assert first["actors"] == ["MANAGER"]
    assert first["standards"] == ["OWN_TASKS"]


def test_it_computes_the_dates_of_a_stay(api: Any, timeline: Any) -> None:
    found = dates(api, arrival="2027-01-10", days=28, country="FR")
    assert found["meet"] == ("2027-01-10", "2027-01-10")
    assert found["induction"] == ("2027-01-11", "2027-01-11")
    assert found["farewell"] == ("2027-02-05", "2027-02-05")
    assert found["feedback"] == ("2027-01-15", "2027-02-05")
    assert found["trouble"] == (None, None)
    assert "minors" not in found
    assert "permit" not in found
    assert "long" not in found


def test_age_country_and_length_choose_the_steps(api: Any, timeline: Any) -> None:
    found = dates(api, arrival="2027-01-10", days=90, country="NL", minor=True)
    assert {"minors", "permit", "long"} <= set(found)


@pytest.mark.parametrize("days", [0, -5, 1, 366, 10_000])
def test_an_impossible_length_is_refused(api: Any, timeline: Any, days: int) -> None:
    assert api.codes(DATES, arrival="2027-01-10", days=days) == ["BAD_STAY"]


@pytest.mark.parametrize(("arrival", "code"), [("1900-01-01", "BAD_STAY"), ("9999-12-31", "BAD_STAY"), ("2027-02-30", "BAD_VARIABLES")])
def test_an_impossible_arrival_is_refused(api: Any, timeline: Any, arrival: str, code: str) -> None:
    assert api.codes(DATES, arrival=arrival) == [code]


STEPS = """query ($where: StepFilter, $first: Int, $after: String) { timeline { steps: allSteps(where: $where, first: $first, after: $after) {
  totalCount nodes { key } edges { cursor phase node { key } } pageInfo { hasNextPage hasPreviousPage endCursor } } } }"""


def steps(api: Any, **variables: Any) -> Any:
    """A part of the list of steps, and the keys of its nodes."""
    found = api.data(STEPS, **variables)["timeline"]["steps"]
    return found, [step["key"] for step in found["nodes"]]


def test_steps_are_a_list_that_is_narrowed(api: Any, timeline: Any) -> None:
    for where, keys in (
        ({"phases": ["AFTER"]}, ["europass", "long"]),
        ({"actors": ["LEARNER"]}, ["welcome", "midterm"]),
        ({"actors": ["LEARNER", "TEAM"], "phases": ["DURING"]}, ["induction", "midterm"]),
        ({"standards": ["SAFETY"], "minor": False}, ["induction"]),
        ({"phases": ["BEFORE"], "country": "FR", "minor": True}, ["decide", "minors", "welcome"]),
        ({"phases": ["AFTER"], "days": 28}, ["europass"]),
        ({"phases": []}, []),
    ):
        found, listed = steps(api, where=where)
        assert (listed, found["totalCount"]) == (keys, len(keys)), where
    assert steps(api)[0]["edges"][0]["phase"] == "BEFORE"


def test_steps_are_read_page_by_page_though_some_come_and_go(api: Any, timeline: Any) -> None:
    found, first = steps(api, first=5)
    assert (found["totalCount"], found["pageInfo"]["hasNextPage"], found["pageInfo"]["hasPreviousPage"]) == (12, True, False)
    phase = PhasePage.objects.get(phase="during")
    raw = [dict(child) for child in phase.steps.raw_data]
    phase.steps = [step("new", "D0"), *raw]
    publish(phase)
    after = found["pageInfo"]["endCursor"]
    assert first[-1] == "meet" and steps(api, after=after)[1][:2] == ["induction", "feedback"]
    phase = PhasePage.objects.get(phase="during")
    phase.steps = [child for child in raw if child["value"]["key"] != "meet"]  # the very one that the cursor stands for
    publish(phase)
    assert steps(api, after=after)[1][:2] == ["induction", "feedback"]
    assert api.codes(STEPS, after="x") == ["BAD_CURSOR"]


def test_packs_give_what_is_inside_in_the_editors_order(api: Any, kit: Any) -> None:
    make_pack(kit, make_country())
    make_handbook(kit)
    inside = "title welcome { text } contacts { office } contents { __typename title }"
    found = api.data(f'{{ packs {{ nodes {{ {inside} }} }} handbooks {{ nodes {{ title publisher }} }} pack(slug: "pochette") {{ title }} }}')
    assert [page["__typename"] for page in found["packs"]["nodes"][0]["contents"]] == ["Kit", "Country"]
    assert found["handbooks"]["nodes"][0]["title"] == "Guide"
    assert found["pack"]["title"] == "Pochette"
    assert api.data('{ handbook(slug: "pochette") { title } pack(slug: "guide") { title } }') == {"handbook": None, "pack": None}


def test_a_hidden_part_is_not_inside(api: Any, kit: Any) -> None:
    make_pack(kit, make_country())
    kit.unpublish()
    assert [page["__typename"] for page in api.data("{ packs { nodes { contents { __typename } } } }")["packs"]["nodes"][0]["contents"]] == [
        "Country"
    ]


@pytest.mark.parametrize("path", ["/fr/hotes/", "/fr/packs/", "/fr/packs/pochette/"])
def test_every_page_of_the_site_has_a_type(api: Any, kit: Any, path: str) -> None:
    make_pack(kit)
    path = make_timeline().url.removeprefix("http://localhost") if path == "/fr/hotes/" else path
    assert api.data("query ($path: String!) { page(path: $path) { __typename title } }", path=path)["page"]["title"]


def test_search_finds_pages_and_places(api: Any, kit: Any) -> None:
    query = "query ($q: String!) { search(query: $q) { title url excerpt page { __typename title } } }"
    found = api.data(query, q="carte européenne")["search"]
    assert found[0]["page"]["__typename"] == "Country"
    assert found[0]["url"].endswith("#health_card")
    kit.get_parent().unpublish()
    assert api.data(query, q="carte européenne")["search"] == []


def test_a_search_asks_for_a_hundred_at_most(api: Any, kit: Any) -> None:
    assert api.codes('{ search(query: "x", first: 101) { title } }') == ["PAGE_TOO_LARGE"]


@pytest.mark.parametrize("count", [1, 8])
def test_the_cost_does_not_grow(api: Any, queries_of: Any, count: int) -> None:
    kits = make_kits(count)
    for number in range(min(count, 3)):
        make_pack(*kits, title=f"Pochette {number}")
    make_timeline()
    for query, most in (
        ("{ packs { nodes { title contents { title } } } }", 3),
        ("{ timeline { title phases { title steps { key } } } }", 3),
        ("{ timeline { allSteps(first: 9) { totalCount nodes { key } } } }", 3),
        ('{ search(query: "ville") { title page { title } } }', 5),
    ):
        api.data(query)
        assert len(queries_of(lambda query=query: api.data(query + " "))) <= most, query


def test_another_kit_is_no_part(api: Any, kit: Any) -> None:
    make_kit("Angers")
    make_pack(kit)
    assert len(api.data("{ packs { nodes { contents { title } } } }")["packs"]["nodes"][0]["contents"]) == 1
