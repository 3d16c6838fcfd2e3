"""Documents of what is composed of other pages: the list, host handbooks, onboarding packs."""

from cms.core.documents import Contact
from cms.editions.documents import Document, Picture, Rich, Value
from cms.handbooks.enums import PartKind


class Part(Value, frozen=True, kw_only=True):
    """A page that the whole holds, by reference: its words come from its own edition. ``page`` is what its languages share (UUID)."""

    id: str
    kind: PartKind
    page: str


class Composed(Document, frozen=True, kw_only=True):
    """Pages put together for a purpose, in the editor's order, with own words before them and own contacts after them.

    ``publisher`` is the partner organisation whose logo and contacts they carry; "" where it is the whole partnership.
    """

    welcome: tuple[Rich, ...] = ()
    parts: tuple[Part, ...]
    contacts: tuple[Contact, ...] = ()
    publisher: str = ""
    logo: Picture | None = None


class Handbook(Composed, tag="handbook", frozen=True, kw_only=True):
    """What a host organisation keeps at hand."""


class OnboardingPack(Composed, tag="pack", frozen=True, kw_only=True):
    """What a learner takes along."""


class PackList(Document, tag="packs", frozen=True, kw_only=True):
    """The list of handbooks and packs."""
