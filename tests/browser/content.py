"""Fills the database of the browser tests: run by ``manage.py shell`` in the server's own settings and folder."""

import course_factory
import factories
import timeline_factory
from wagtail_localize.synctree import synchronize_tree

from cms import editions
from cms.kits.models import KitPage

kit = factories.make_kit("Nantes", hero=factories.make_image(), hero_alt="Le port", hero_credit="VR4M, CC0")
for iso, city in (("es", "Como"), ("it", "Angers"), ("de", "Flensburg")):
    factories.make_kit(city, iso=iso)
factories.translate(kit, "de")
timeline_factory.make_timeline()
course_factory.make_course(self_check=[course_factory.statement("plan", "decide")])
locales = factories.locales()
synchronize_tree(locales["fr"], locales["nl"])
kit.intro = "Cinq semaines à Nantes."
factories.publish(kit)
edition = editions.at("/fr/kits/france/nantes/")
editions.files.record(edition.edition_id, "kit.pdf", editions.FileState.READY, name="x.pdf", bytes=1_400_000, pages=12)
(found,) = KitPage.objects.filter(pk=kit.pk)
print(f"key={found.translation_key}")
