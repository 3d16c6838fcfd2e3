# One image for web and worker, from the lock that every other installation uses.
FROM python:3.13-slim-trixie AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PATH=/venv/bin:$PATH
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libfontconfig1 libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements-build.lock requirements.lock ./
RUN python -m venv /venv \
    && pip install --require-hashes --no-deps --requirement requirements-build.lock \
    && pip install --require-hashes --no-deps --no-build-isolation --requirement requirements.lock
COPY . .
RUN pip install --no-deps --no-build-isolation --editable . \
    && VR4M_DATA=/tmp/build VR4M_STATIC=/app/static python manage.py collectstatic --no-input --verbosity 0 \
    && python -m compileall -q cms exports site graphql

FROM python:3.13-slim-trixie
# Debian's security updates come with each build, so its packages have no fixed versions.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libfontconfig1 libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --create-home vr4m
COPY --from=build /venv /venv
COPY --from=build /app /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=cms.settings.production VR4M_DATA=/data VR4M_STATIC=/app/static PORT=8000
WORKDIR /app
USER 10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=6s --start-period=30s --retries=3 CMD ["python", "scripts/healthcheck.py"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "--backpressure", "64", "--respawn-failed-workers", "--no-ws", "website.wsgi:application"]
