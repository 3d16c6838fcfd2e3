"""The process in which files are made, see :mod:`exports.pool`. Run as ``python -m exports.child`` by it alone."""

import math
import os
import resource
import sys
import time
import traceback
import warnings
from typing import IO

import django
import msgspec

MEMORY = 1536 * 2**20  # bytes of address space


def answer(request: bytes) -> "object":
    """What becomes of one request."""
    from exports import formats
    from exports.pool import Answer

    name, limit, raw = msgspec.msgpack.decode(request, type=tuple[str, int, msgspec.Raw])
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time()) + limit, resource.RLIM_INFINITY))  # the system ends us then
    format_ = formats.get(name)
    try:
        made = format_.render(msgspec.msgpack.decode(raw, type=format_.book))
        format_.check(made)
    except formats.Refused as found:
        return Answer(refused=str(found))
    except MemoryError:
        return Answer(failed="The document needs more memory than a rendering may take.")
    except Exception as error:  # whatever a document brings about must be said, not end the process
        traceback.print_exc()
        return Answer(failed=f"{type(error).__name__}: {error}")
    return Answer(data=made.data, pages=made.pages)


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answers requests until there are no more."""
    from exports.pool import receive, send

    send(answers, b"ready")
    while True:
        try:
            request = receive(requests)
        except EOFError:
            return
        send(answers, msgspec.msgpack.encode(answer(request)))


def main() -> None:
    """Limits this process, loads what it needs, and serves. What others print goes to standard error, not between the answers."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.filterwarnings("ignore", "No fonts configured", UserWarning)  # ours come with the style sheets, and no others are wanted
    django.setup()
    from exports.print.engine import engine

    engine()
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
