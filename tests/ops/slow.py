"""A task that takes as long as a file is there, and writes down what happens to it."""

import os
import time
from pathlib import Path

from django_tasks import task


@task()
def slow(folder: str) -> str:
    """Writes its process number to ``begun``, waits while ``hold`` is there, then writes to ``done``."""
    place = Path(folder)
    with (place / "begun").open("a") as file:
        file.write(f"{os.getpid()}\n")
    while (place / "hold").exists():
        time.sleep(0.05)
    with (place / "done").open("a") as file:
        file.write(f"{os.getpid()}\n")
    return "done"
