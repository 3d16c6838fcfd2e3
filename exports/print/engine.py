"""WeasyPrint, and nowhere else: HTML to tagged PDF that is PDF/UA-1 and PDF/A-3a at once and carries its own source.

An engine belongs to a process. Fonts and style sheets are read once; what may be opened is said by :mod:`exports.print.fetcher`. The same
HTML gives the same bytes: nothing in the file tells when or where it was made, unless the HTML does.
"""

import datetime
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pydyf
import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from exports.print.fetcher import AssetFetcher, folder, handed
from exports.print.typography import set_spaces

HERE = Path(__file__).parent
SHEETS = ("tokens.css", "page.css", "parts.css", "blocks.css", "whole.css")
VARIANT = "pdf/a-3a"
MOST_PAGES = 400
MISSING = re.compile(r"\.notdef glyph rendered .*\((U\+[0-9A-F]+)\)")
INK = "#1b1c24"  # of drawings, as --ink in tokens.css
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# What PDF/A-3 asks of a file that also claims PDF/UA-1: the claim, and a description of the schema that the claim is written in
# (ISO 19005-3, 6.6.2.3; ISO 14289-1, 5).
CLAIM = f"""<rdf:Description xmlns:rdf="{RDF}" rdf:about=""
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfuaid:part>1</pdfuaid:part>
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""


for _prefix, _namespace in re.findall(r'xmlns:(pdf\w+)="([^"]+)"', CLAIM):  # validators want these very prefixes
    ElementTree.register_namespace(_prefix, _namespace)


class RenderError(Exception):
    """The document can't be printed; the message says what stands in the way."""


class Engine:
    """Fonts and style sheets of one process. :raises RenderError: where one of ours is wrong."""

    def __init__(self) -> None:
        self.fonts = FontConfiguration()
        self.shelves = {
            "css": folder(HERE / "css"),
            "fonts": folder(HERE / "fonts"),
            "art": folder(HERE / "art", ink=INK),
        }
        self.sheets: dict[str, weasyprint.CSS] = {}
        self.styles(SHEETS)

    def styles(self, names: Sequence[str]) -> list[weasyprint.CSS]:
        """Some of our style sheets, each read once."""
        fetcher = AssetFetcher(self.shelves)
        with faultless(fetcher):
            for name in names:
                if name not in self.sheets:
                    self.sheets[name] = weasyprint.CSS(url=f"asset:/css/{name}", url_fetcher=fetcher, font_config=self.fonts)
        return [self.sheets[name] for name in names]

    def lay_out(self, html: str, media: Mapping[str, bytes], base_url: str, styles: Sequence[str] = ()) -> weasyprint.Document:
        """The pages of a document.

        :param media: the pictures it shows, by their name in the media storage (``asset:/media/NAME``).
        :param base_url: what relative links count from.
        :param styles: style sheets of ours that come after those of A4.
        :raises RenderError: for an address that may not be opened, a picture that can't be read, or too many pages.
        """
        fetcher = AssetFetcher({**self.shelves, "media": handed(media)})
        sheets = self.styles((*SHEETS, *styles))
        with faultless(fetcher):
            source = weasyprint.HTML(string=html, base_url=base_url, url_fetcher=fetcher)
            set_spaces(source.etree_element)
            document = source.render(font_config=self.fonts, stylesheets=sheets, pdf_variant=VARIANT, pdf_forms=True)
        if len(document.pages) > MOST_PAGES:
            raise RenderError(f"{len(document.pages)} pages: at most {MOST_PAGES} are printed")
        return document

    def write(
        self, document: weasyprint.Document, *, source: bytes, source_name: str, made_at: datetime.datetime, identifier: bytes, zoom: float = 1.0
    ) -> bytes:
        """The PDF of laid-out pages, with ``source`` (JSON) attached as what it was made from.

        :param identifier: names the file (PDF's /ID), the same for the same content.
        :param zoom: how much larger than laid out it is printed.
        :raises RenderError: for an attachment that the document names itself, or anything the writer complains of.
        """
        about = "The edition that this file was made from"
        own = weasyprint.Attachment(string=source, name=source_name, description=about, relationship="Source", created=made_at, modified=made_at)
        claim_accessibility(document)
        for page in document.pages:  # WeasyPrint links what stands within a link once more, and PDF/UA-1 wants each link in one piece (7.18.5)
            page.links = [link for link in page.links if link[3].element_tag == "a"]
        with faultless(document.url_fetcher):
            data = document.write_pdf(zoom=zoom, pdf_variant=VARIANT, pdf_forms=True, pdf_identifier=identifier, attachments=[own], finisher=finish)
        return bytes(data)


@cache
def engine() -> Engine:
    """This process's engine."""
    return Engine()


def claim_accessibility(document: weasyprint.Document) -> None:
    """Adds the PDF/UA claim to the metadata that WeasyPrint writes for PDF/A."""
    plain = document.metadata.generate_rdf_metadata

    def both(*args: Any) -> bytes:
        rdf = ElementTree.fromstring(plain(*args))  # noqa: S314  (WeasyPrint wrote it a moment ago)
        rdf.append(ElementTree.fromstring(CLAIM))  # noqa: S314
        return ElementTree.tostring(rdf, encoding="utf-8")

    document.metadata.generate_rdf_metadata = both


def finish(document: weasyprint.Document, pdf: pydyf.PDF) -> None:
    """What WeasyPrint 70 leaves out: which way a header cell points (PDF/UA-1, 7.5), forms that need no viewer's help (PDF/A-3, 6.4.1), and
    metadata that can be read without unpacking."""

    def parent(element: dict[str, Any]) -> Any:
        return pdf.objects[int(element["P"].split()[0])]

    for element in pdf.objects:
        if isinstance(element, dict) and element.get("S") == "/TH" and "A" in element:
            element["A"]["Scope"] = "/Column" if parent(parent(element)).get("S") == "/THead" else "/Row"
    if "AcroForm" in pdf.catalog:
        pdf.catalog["AcroForm"].pop("NeedAppearances", None)
    pdf.objects[int(pdf.catalog["Metadata"].split()[0])].compress = False


@contextmanager
def faultless(fetcher: AssetFetcher) -> Iterator[None]:
    """Within it WeasyPrint may neither be refused a file nor log a warning: on our own sheets and templates there is nothing to complain of.

    :raises RenderError: at the end, with all that was found.
    """
    found: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage()[:300])

    logger, handler = logging.getLogger("weasyprint"), Collector(logging.WARNING)
    logger.addHandler(handler)
    try:
        yield
    except FatalURLFetchingError as error:
        raise RenderError("; ".join(fetcher.refused)) from error
    finally:
        logger.removeHandler(handler)
    if fetcher.refused or found:
        raise RenderError("; ".join(fetcher.refused or lacking(found) or dict.fromkeys(found)))


def lacking(found: list[str]) -> list[str]:
    """Characters that none of our fonts has, as one sentence; PDF/UA-1 allows no stand-in for them (7.21.8). Empty where that isn't it."""
    characters = [match.group(1) for words in found if (match := MISSING.search(words))]
    return [f"our fonts for print lack these characters: {' '.join(dict.fromkeys(characters))}"] if len(characters) == len(found) else []
