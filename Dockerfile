# The same steps as `make install`, then gunicorn as an unprivileged user. Mount the store read-only at /store.
FROM python:3.11-slim AS build
WORKDIR /srv/csp
# hadolint ignore=DL3008
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
COPY Makefile pyproject.toml requirements.lock README.md app.py ./
COPY geo geo
COPY data data
COPY dashboard dashboard
COPY layouts layouts
COPY callbacks callbacks
RUN make install

FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home csp
WORKDIR /srv/csp
COPY --from=build /srv/csp /srv/csp
ENV PATH="/srv/csp/.venv/bin:$PATH" CSP_STORE=/store PYTHONUNBUFFERED=1
USER 10001
EXPOSE 8050
VOLUME /store
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8050/health', timeout=2)"]
# Inside a container the port is published by the engine, so the server listens on every address of its own.
CMD ["csp", "serve", "--host", "0.0.0.0"]
