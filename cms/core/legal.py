"""What European funding obliges every output to carry, in each language, and who the partners are.

The co-funding line stands beside the emblem, never restyled or shortened; the disclaimer stands with it. Both are the programme's official
wordings (Article 17.2 and 17.3 of the grant agreements), which the granting authority settles for each language.
"""

from django.conf import settings

PROJECT = "2024-1-FR01-KA220-VET-000254972"
CONTENT_LICENCE = "CC BY 4.0"

LINE = {
    "fr": "Cofinancé par l’Union européenne",
    "en": "Co-funded by the European Union",
    "es": "Cofinanciado por la Unión Europea",
    "it": "Cofinanziato dall’Unione europea",
    "de": "Kofinanziert von der Europäischen Union",
    "nl": "Medegefinancierd door de Europese Unie",
}
DISCLAIMER = {
    "fr": (
        "Financé par l’Union européenne. Les points de vue et avis exprimés n’engagent toutefois que leur(s) auteur(s) et ne reflètent pas "
        "nécessairement ceux de l’Union européenne ou de {authority}. Ni l’Union européenne ni {authority} ne sauraient en être tenues pour "
        "responsables."
    ),
    "en": (
        "Funded by the European Union. Views and opinions expressed are however those of the author(s) only and do not necessarily reflect "
        "those of the European Union or {authority}. Neither the European Union nor {authority} can be held responsible for them."
    ),
    "es": (
        "Financiado por la Unión Europea. Las opiniones y puntos de vista expresados solo comprometen a su(s) autor(es) y no reflejan "
        "necesariamente los de la Unión Europea o los de {authority}. Ni la Unión Europea ni {authority} pueden ser considerados responsables "
        "de ellos."
    ),
    "it": (
        "Finanziato dall’Unione europea. Le opinioni espresse appartengono, tuttavia, al solo o ai soli autori e non riflettono "
        "necessariamente le opinioni dell’Unione europea o di {authority}. Né l’Unione europea né {authority} possono esserne ritenute "
        "responsabili."
    ),
    "de": (
        "Von der Europäischen Union finanziert. Die geäußerten Ansichten und Meinungen entsprechen jedoch ausschließlich denen des Autors bzw. "
        "der Autoren und spiegeln nicht zwingend die der Europäischen Union oder von {authority} wider. Weder die Europäische Union noch "
        "{authority} können dafür verantwortlich gemacht werden."
    ),
    "nl": (
        "Gefinancierd door de Europese Unie. De hier geuite ideeën en meningen komen echter uitsluitend voor rekening van de auteur(s) en geven "
        "niet noodzakelijkerwijs die van de Europese Unie of {authority} weer. Noch de Europese Unie, noch {authority} kan ervoor aansprakelijk "
        "worden gesteld."
    ),
}
# Country (ISO 3166-1 alpha-2), legal name in its own language, that language.
PARTNERS = (
    ("fr", "Chambre de métiers et de l’artisanat des Pays de la Loire", "fr"),
    ("es", "Mediterráneo Erasmus International Center", "es"),
    ("it", "Agenzia per la Formazione, l’Orientamento e il Lavoro della Provincia di Como", "it"),
    ("de", "Handwerkskammer Flensburg", "de"),
    ("nl", "ROC Aventus", "nl"),
)


def line(language: str) -> str:
    """The co-funding line in a language (ISO 639-1); the source's where it has none."""
    return LINE.get(language, LINE["fr"])


def disclaimer(language: str) -> str:
    """The disclaimer in a language (ISO 639-1) with the granting authority of the settings; the source's where it has none."""
    text = DISCLAIMER.get(language, DISCLAIMER["fr"])
    authority = settings.GRANTING_AUTHORITY
    if text is DISCLAIMER["fr"] and authority.startswith("Agence"):
        authority = f"l’{authority}"  # as French says it within a sentence
    return text.format(authority=authority)
