"""Ends with 0 where the web process in this container answers; for the container's health check. Standard library only."""

import os
import sys
import urllib.error
import urllib.request


def main() -> int:
    """0 where ``/healthz`` answers 200, else 1."""
    host = os.environ.get("VR4M_HOSTS", "localhost").split(",")[0].strip()
    request = urllib.request.Request(f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/healthz", headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            return 0 if response.status == 200 else 1
    except (urllib.error.URLError, OSError):
        return 1


if __name__ == "__main__":
    sys.exit(main())
