"""Services for the time of a block, on free ports of this machine and in a folder that goes with them: PostgreSQL and an S3 endpoint.

Usage: ``python scripts/services.py postgres|s3 COMMAND…`` runs a command with the settings that lead to the service.
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BUCKET = "vr4m"


class Missing(Exception):
    """A program that the service needs isn't installed; the text names it."""


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes], name: str) -> None:
    """:raises Missing: where nothing listens after ten seconds."""
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise Missing(f"{name} doesn't start (it ended with {process.poll()}).")


@contextmanager
def postgres() -> Iterator[dict[str, str]]:
    """A fresh PostgreSQL with an empty database; yields the settings. It keeps nothing on disk for a crash, which makes it fast.

    initdb refuses root, so root hands over to the account of Debian's package. :raises Missing: without PostgreSQL.
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[4]))
    bin_folder = found[-1].parent if found else Path(shutil.which("pg_ctl") or "").parent
    if not (bin_folder / "pg_ctl").exists():
        raise Missing("postgresql isn't installed: pg_ctl is nowhere to be found.")
    user: list[str] = []
    folder = Path(tempfile.mkdtemp(prefix="vr4m-postgres-"))
    if os.geteuid() == 0:
        user = ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, "postgres")

    def call(*command: str | Path) -> None:
        subprocess.run([*user, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd=folder)

    port = free_port()
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    call(bin_folder / "initdb", "-D", folder / "data", "-A", "trust", "-U", "vr4m", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    try:
        call(bin_folder / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start")
        call(bin_folder / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "vr4m", "vr4m")
        yield {"VR4M_DATABASE_URL": f"postgres://vr4m@127.0.0.1:{port}/vr4m"}
    finally:
        subprocess.run([*user, bin_folder / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"], stdout=subprocess.DEVNULL, cwd=folder)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def s3() -> Iterator[dict[str, str]]:
    """An S3 endpoint that checks signatures, with one empty bucket; yields the settings. :raises Missing: without rclone."""
    rclone = shutil.which("rclone", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    if rclone is None:
        raise Missing("rclone isn't installed: it comes with the packages of requirements-dev.lock.")
    port, key, secret = free_port(), secrets.token_hex(8), secrets.token_hex(16)
    with tempfile.TemporaryDirectory(prefix="vr4m-s3-") as folder:
        (Path(folder) / BUCKET).mkdir()  # rclone's buckets are folders
        command = [rclone, "serve", "s3", "--config", os.devnull, "--addr", f"127.0.0.1:{port}", "--auth-key", f"{key},{secret}", folder]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(port, process, "rclone serve s3")
            names = ("BUCKET", "ENDPOINT", "ACCESS_KEY", "SECRET_KEY")
            yield {f"VR4M_S3_{n}": v for n, v in zip(names, (BUCKET, f"http://127.0.0.1:{port}", key, secret), strict=True)}
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    try:
        with {"postgres": postgres, "s3": s3}[sys.argv[1]]() as environment:
            code = subprocess.run(sys.argv[2:], env={**os.environ, **environment}).returncode
    except Missing as reason:
        sys.exit(f"services: {reason}")
    sys.exit(code)
