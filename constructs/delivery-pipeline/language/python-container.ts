import type { ContainerProps } from "./language-profile";

/** What of a Python app the container file has to know. */
export interface PythonContainerProps extends ContainerProps {
  /** Folder of the app's packages. */
  readonly sourceFolder: string;
  /** `module:object` of the ASGI app. */
  readonly application: string;
}

/**
 * Two stages: uv installs the locked dependencies into .venv, and the runtime copies only that and the code.
 * Dependencies and code are separate layers. The base image's own pip, setuptools and wheel are removed, so that the
 * container runs without; the layer below still holds them. The code belongs to root, so the app cannot change itself.
 */
export function pythonContainerFile(props: PythonContainerProps): string {
  return `${header(props)}\n\n${builder(props)}\n\n${runtime(props)}\n`;
}

function header(props: PythonContainerProps): string {
  return `FROM ${props.pins.image("ghcr.io/astral-sh/uv")} AS uv`;
}

function builder(props: PythonContainerProps): string {
  return `FROM ${props.pins.image("python")} AS builder
COPY --from=uv /uv /usr/local/bin/uv
WORKDIR /app
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
COPY pyproject.toml uv.lock ./
RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-dev --no-install-project \\
    && rm -f .venv/.lock`;
}

function runtime(props: PythonContainerProps): string {
  const url = `http://127.0.0.1:${props.port}${props.healthPath}`;
  const probe = ["python", "-c", `import urllib.request; urllib.request.urlopen('${url}', timeout=3)`];
  const command = [
    "uvicorn",
    props.application,
    "--host",
    "0.0.0.0",
    "--port",
    String(props.port),
    "--proxy-headers",
  ];
  return `FROM ${props.pins.image("python")} AS runtime
RUN rm -rf /usr/local/bin/pip* /usr/local/bin/wheel /usr/local/lib/python3.*/ensurepip /usr/local/lib/python3.*/site-packages/*
RUN groupadd --gid 10001 appuser \\
    && useradd --uid 10001 --gid appuser --no-create-home --shell /usr/sbin/nologin appuser
WORKDIR /app
COPY --from=builder /app/.venv /app/.venv
COPY ${props.sourceFolder} ./${props.sourceFolder}
ENV PATH=/app/.venv/bin:$PATH PYTHONPATH=/app/${props.sourceFolder} PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# appuser, by number: hosts can tell that it is not root without knowing the name
USER 10001:10001
EXPOSE ${props.port}
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s --retries=3 CMD ${JSON.stringify(probe)}
CMD ${JSON.stringify(command)}`;
}
