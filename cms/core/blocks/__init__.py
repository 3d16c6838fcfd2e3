"""Blocks that every tool may use, a module a family. A block's name in a stream is the tag of its document."""

from cms.core.blocks.base import NeutralCharBlock, PhoneBlock, SlugBlock, SourcedBlock
from cms.core.blocks.checklists import ChecklistBlock, ChecklistItemBlock
from cms.core.blocks.contacts import ContactBlock, ReachableBlock
from cms.core.blocks.facts import CalloutBlock, FactBlock, QuoteBlock, SourceBlock, UsefulLinkBlock, text_block
from cms.core.blocks.phrases import PhraseBlock, PhrasebookBlock
from cms.core.blocks.pictures import PictureBlock

__all__ = [
    "CalloutBlock",
    "ChecklistBlock",
    "ChecklistItemBlock",
    "ContactBlock",
    "FactBlock",
    "NeutralCharBlock",
    "PhoneBlock",
    "PhraseBlock",
    "PhrasebookBlock",
    "PictureBlock",
    "QuoteBlock",
    "ReachableBlock",
    "SlugBlock",
    "SourceBlock",
    "SourcedBlock",
    "UsefulLinkBlock",
    "text_block",
]
