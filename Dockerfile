# syntax=docker/dockerfile:1
FROM python:3.11-slim-bookworm AS dependencies
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements.txt /tmp/requirements.txt
RUN /opt/venv/bin/pip install --require-hashes -r /tmp/requirements.txt

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin bot \
    && install -d -o bot -g bot -m 0700 /data
WORKDIR /app
COPY --from=dependencies /opt/venv /opt/venv
COPY main.py pyproject.toml ./
COPY jimeng ./jimeng
COPY bot ./bot
COPY handlers ./handlers
COPY storage ./storage
COPY operating ./operating
COPY assembly ./assembly
USER 10001
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "main.py", "health"]
CMD ["python", "main.py"]
