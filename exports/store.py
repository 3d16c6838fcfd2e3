"""Where finished files lie: by fingerprint in the exports' storage, so that a file is written once and never changed."""

import hashlib
import logging

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages

from cms import editions

logger = logging.getLogger(__name__)


def storage() -> Storage:
    """The exports' storage: a folder, or a bucket."""
    return storages["exports"]


def keep(fingerprint: str, suffix: str, data: bytes) -> str:
    """Stores a file and returns its name. What an interrupted write left there is replaced.

    :raises Exception: whatever the storage raises when it refuses the file.
    """
    name = f"{fingerprint}{suffix}"
    place = storage()
    if place.exists(name):
        with place.open(name) as stored:
            if stored.read() == data:
                return name
        place.delete(name)
    return place.save(name, ContentFile(data))


def checksum(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def is_there(file: editions.files.File) -> bool:
    """Whether the storage holds the file in its whole length. A storage that doesn't answer counts as one that hasn't got it."""
    try:
        return bool(file.name) and storage().exists(file.name) and storage().size(file.name) == file.bytes
    except Exception:  # storages raise what they like
        logger.warning("The exports' storage doesn't answer", exc_info=True)
        return False


def opened(file: editions.files.File) -> File:
    """The stored file, opened for reading. :raises Exception: whatever the storage raises where it hasn't got it."""
    return storage().open(file.name)
