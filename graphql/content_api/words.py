"""What fields and arguments are: those of documents by the documents' vocabulary, those of the API alone by what stands here."""

from collections.abc import Mapping

from cms.editions import vocabulary

FIELDS: Mapping[str, str] = {
    **vocabulary.FIELDS,
    "Edition.number": "Number of the edition, counted for each page and language; 0 for a draft.",
    "Edition.published_at": "When it was published; null for a draft.",
    "Edition.cited": "The edition as prints cite it, such as `fr-12`.",
    "Translation.locale": "The language.",
    "Translation.url": "Where the page is in that language: its path, from the root.",
    "Translation.title": "Title in that language.",
    "Translation.is_fallback": "Whether the words are in another language, since a translation is still missing.",
    "Export.format": "Name of the format, such as `kit.pdf`.",
    "Export.url": "Where the file is: its path, from the root.",
    "Export.bytes": "Size in bytes.",
    "Export.pages": "Number of pages; 0 where it has none.",
    "Export.edition": "The edition that the file was made from, such as `fr-12`.",
    "PhrasePair.phrase": "The phrase in the language of the kit.",
    "PhrasePair.host": "The same in the host's language; null where that has no words for it yet, or is the kit's own.",
    "DatedStep.phase": "The phase that the step belongs to.",
    "DatedStep.step": "The step.",
    "DatedStep.day": "The day on which it is due; null for a step that is done whenever it is needed.",
    "DatedStep.last_day": "The last day of a weekly step, else the same day; null for a step that is done whenever it is needed.",
    "SearchHit.page": "The page in which it was found.",
    "SearchHit.title": "Title of the passage.",
    "SearchHit.excerpt": "The words around the first match; may be empty.",
    "SearchHit.url": "Where it is: path from the root, and the place in the page.",
    "PageInfo.has_next_page": "Whether the list goes on.",
    "PageInfo.has_previous_page": "Whether the list was read from a cursor on, so that something is before it.",
    "PageInfo.start_cursor": "Cursor of the first item; null where there is none.",
    "PageInfo.end_cursor": "Cursor of the last item, to be given back as `after`; null where there is none.",
}
ARGUMENTS: Mapping[str, str] = {
    "locale": "The language wanted; French where it is left out. A page without a translation comes with the words of its source.",
    "country": "Only those of this country.",
    "first": "How many items are wanted, at most 100.",
    "after": "Cursor of the item after which to read on; from the start where it is left out.",
    "slug": "Last part of the page's address.",
    "code": "The country wanted.",
    "path": "Path of the page, from the root.",
    "width": "Width wanted, in pixels.",
    "topic": "Topic of a kit's chapter.",
    "query": "Some words, in the language wanted.",
    "arrival": "Day on which the learner arrives.",
    "days": "Length of the stay in days, arrival and departure counted; the timeline's own reference where it is left out.",
    "minor": "Whether the learner is under 18.",
}
