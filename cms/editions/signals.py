"""What the rest of the system may listen to."""

from django.dispatch import Signal

# Sent in the transaction that stores an edition, with edition_id, kind and locale.
edition_published = Signal()
