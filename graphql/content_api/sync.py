"""What an app needs to keep a copy: one request at first, small ones after, from where the last one ended."""

from enum import StrEnum
from typing import TYPE_CHECKING, cast

from django.utils.translation import gettext_lazy as _

from cms import editions
from cms.core.enums import Language
from cms.editions.ledger import BadCursor, Delta, Event, Item, OldCursor
from content_api.connection import page_size
from content_api.errors import Code, Refusal
from content_api.finding import AnyPage
from content_api.pages import SHOWN, PageNode, nodes_of

if TYPE_CHECKING:

    class DocumentType(StrEnum):
        """A kind of page."""

else:
    DocumentType = StrEnum("DocumentType", {kind.upper(): kind for kind in SHOWN})
    DocumentType.__doc__ = "A kind of page."
    DocumentType.label = property(lambda self: (SHOWN[self.value].__doc__ or "").strip())


class SyncItem:
    """A page that came, changed or went."""

    def __init__(self, item: Item, document: PageNode | None) -> None:
        self._item, self._document = item, document

    def event(self) -> Event:
        """What happened to it."""
        return self._item.event

    def id(self) -> str:
        """Identifier of the page in this language, as `Page.id`."""
        return f"{self._item.locale}:{self._item.key}"

    def type(self) -> DocumentType:
        """What kind of page it is, or was."""
        return DocumentType(self._item.kind)  # type: ignore[call-arg]

    def document(self) -> AnyPage | None:
        """The page as it is now; null for one that was removed."""
        return cast(AnyPage | None, self._document)


class Sync:
    """A part of what happened since a cursor, oldest first."""

    def __init__(self, delta: Delta) -> None:
        nodes = iter(nodes_of([item.reading for item in delta.items if item.reading]))
        self._delta = delta
        self._items = tuple(SyncItem(item, next(nodes) if item.reading else None) for item in delta.items)

    def items(self) -> tuple[SyncItem, ...]:
        """The pages, each once."""
        return self._items

    def cursor(self) -> str:
        """Where your copy stands with these: keep it, and give it back as `after`."""
        return self._delta.cursor

    def has_more(self) -> bool:
        """Whether something is left to be had at once."""
        return self._delta.more


class SyncQueries:
    """What can be asked to keep a copy."""

    def changes(
        self,
        after: str | None = None,
        locale: Language | None = Language.FR,
        types: tuple[DocumentType, ...] | None = None,
        first: int | None = 20,
    ) -> Sync:
        """What has come, changed or gone since a cursor; all pages where none is given. Ask on with the same `locale` and `types`.

        A page changes with its words, its address or the addresses it links to; ask for its exports and translations apart.
        """
        kinds = [str(kind.value) for kind in types] if types is not None else list(SHOWN)
        try:
            return Sync(editions.ledger.since(after, locale=str(locale or Language.FR), kinds=kinds, first=page_size(first)))
        except BadCursor:
            raise Refusal(Code.BAD_CURSOR, _("The argument “after” is no cursor of this list: give back a cursor as you got it.")) from None
        except OldCursor:
            raise Refusal(Code.CURSOR_TOO_OLD, _("This cursor is too old: what happened since isn’t known any more. Make the copy anew.")) from None
