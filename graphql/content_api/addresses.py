"""Pages by what apps keep of them: their identifiers, and addresses of the site."""

import re
import uuid
from collections.abc import Sequence
from typing import Any

from cms import editions
from cms.core.enums import Language
from content_api.finding import AnyPage
from content_api.pages import SHOWN, Node, PageNode, nodes_of
from content_api.slices import short

PAGE = re.compile(r"([a-z]{2}):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


class Route:
    """Where an address leads."""

    def __init__(self, found: editions.Route) -> None:
        self._found = found

    def url(self) -> str:
        """The address that holds: a path from the root, or an address elsewhere that a redirect leads to."""
        return self._found.url

    def redirected(self) -> bool:
        """Whether it isn't the address asked for; replace that where you keep it."""
        return self._found.redirected

    def permanent(self) -> bool:
        """Whether it is redirected for good."""
        return self._found.permanent

    def page(self) -> AnyPage | None:
        """The page there; null where a redirect leads to something else."""
        reading = self._found.reading
        return nodes_of([reading])[0] if reading and reading.kind in SHOWN else None  # type: ignore[return-value]


class AddressQueries:
    """What can be asked by identifier or address."""

    def node(self, id: str) -> Node | None:  # noqa: A002  (Relay's name)
        """Whatever has this identifier; null where nothing can be read."""
        return pages_by_id([id])[0]

    def nodes(self, ids: tuple[str, ...]) -> tuple[Node | None, ...]:
        """Whatever has these identifiers, at most 100, in their order; null for those that nothing can be read of."""
        return tuple(pages_by_id(short("ids", ids) or ()))

    def route(self, path: str) -> Route | None:
        """Where an address of the site leads, redirects followed; null where readers find nothing."""
        found = editions.route(path)
        return Route(found) if found else None


def pages_by_id(ids: Sequence[Any]) -> list[PageNode | None]:
    """The pages with some identifiers, read together, None for each that is none or can't be read. One query."""
    asked = [(match[1], match[2]) if (match := PAGE.fullmatch(text)) else None for text in map(str, ids)]
    wanted = {at for at in asked if at and at[0] in {str(language) for language in Language}}
    keys = {uuid.UUID(key) for _, key in wanted}
    readings = editions.readable(keys=keys, kinds=SHOWN, locales={locale for locale, _ in wanted}) if wanted else []
    found = {(node.reading.locale, str(node.reading.key)): node for node in nodes_of([r for r in readings if (r.locale, str(r.key)) in wanted])}
    return [found.get(at) if at else None for at in asked]
