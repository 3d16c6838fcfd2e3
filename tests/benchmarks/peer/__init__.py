"""A site with the same content as ours, as one would write it for wagtail-grapple and Wagtail's REST API."""
