import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { certificateFor } from "../../../../tools/python/python-tools";

const ANSWERS = resolve(__dirname, "../index-answers");

/** How the index behaves. */
export type Behaviour = "answers" | "knows nothing" | "failing" | "unreachable";

/**
 * Stands in for the package index's JSON interface: a proxy on loopback that answers in the index's name, from
 * `index-answers/` (whose README says where those are from) and with "no vulnerabilities" elsewhere. It reaches nothing
 * else.
 */
export class IndexAnswers {
  public behaviour: Behaviour = "answers";
  /** Changes a vulnerability on the way out. @default - as the file has it */
  public change: (vulnerability: Record<string, unknown>) => Record<string, unknown> = (same) => same;
  /** `name version` of the packages that were asked about. */
  public readonly asked = new Set<string>();
  private readonly certificates = mkdtempSync(join(tmpdir(), "index-"));
  private readonly index: Server;
  private readonly proxy = createServer((_, response) => response.writeHead(405).end());

  /** @param host the index in whose name it answers */
  public constructor(private readonly host: string) {
    certificateFor(host, this.certificates);
    const file = (name: string) => readFileSync(join(this.certificates, name));
    this.index = createTlsServer({ key: file("server.key"), cert: file("server.pem") }, (request, response) =>
      this.answer(request.url ?? "", response),
    );
  }

  public async start(): Promise<void> {
    await Promise.all([listen(this.index), listen(this.proxy)]);
    this.proxy.on("connect", (request, client) => {
      client.on("error", () => client.destroy());
      if (request.url !== `${this.host}:443` || this.behaviour === "unreachable") {
        client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
        return;
      }
      const index = connect(portOf(this.index), "127.0.0.1", () => client.write("HTTP/1.1 200 OK\r\n\r\n"));
      index.on("error", () => client.destroy());
      index.pipe(client).pipe(index);
    });
  }

  /** What makes a program ask here. */
  public get environment(): Readonly<Record<string, string>> {
    const proxy = `http://127.0.0.1:${portOf(this.proxy)}`;
    const bundle = join(this.certificates, "client.pem");
    return { HTTPS_PROXY: proxy, https_proxy: proxy, NO_PROXY: "", no_proxy: "", REQUESTS_CA_BUNDLE: bundle };
  }

  public stop(): void {
    for (const server of [this.proxy, this.index]) {
      server.closeAllConnections();
      server.close();
    }
    rmSync(this.certificates, { recursive: true, force: true });
  }

  private vulnerabilities(name: string, version: string): readonly object[] {
    const file = join(ANSWERS, `${name}-${version}.json`);
    if (!existsSync(file)) return [];
    const { vulnerabilities } = JSON.parse(readFileSync(file, "utf8")) as {
      vulnerabilities: Record<string, unknown>[];
    };
    return vulnerabilities.map(this.change);
  }

  private answer(url: string, response: ServerResponse): void {
    const [, name, version] = /^\/pypi\/([^/]+)\/([^/]+)\/json$/.exec(url) ?? [];
    if (name === undefined || version === undefined || this.behaviour === "knows nothing") {
      response.writeHead(404).end("{}");
      return;
    }
    if (this.behaviour === "failing") {
      response.writeHead(503).end();
      return;
    }
    this.asked.add(`${name} ${version}`);
    const body = JSON.stringify({
      info: { name, version },
      vulnerabilities: this.vulnerabilities(name, version),
    });
    response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" }).end(body);
  }
}

function listen(server: Server): Promise<void> {
  return new Promise((listening) => server.listen(0, "127.0.0.1", listening));
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
