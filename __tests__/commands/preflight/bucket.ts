import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A store that speaks S3 on loopback: one bucket, in memory, as far as Terraform's state goes. */
export class Bucket {
  readonly objects = new Map<string, string>();
  readonly requests: string[] = [];
  private readonly server: Server;

  /** @param conditional whether it honours `If-None-Match: *` on PUT */
  constructor(private readonly conditional: boolean) {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return this;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  /** Terraform's backend settings for it. */
  settings(key: string): Record<string, unknown> {
    const endpoint = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return {
      bucket: "states",
      key,
      region: "us-east-1",
      endpoints: { s3: endpoint },
      use_path_style: true,
      use_lockfile: true,
      skip_credentials_validation: true,
      skip_requesting_account_id: true,
      skip_metadata_api_check: true,
      skip_region_validation: true,
      skip_s3_checksum: true,
    };
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "/", "http://bucket");
    const key = decodeURIComponent(pathname.replace(/^\/states\/?/, ""));
    this.requests.push(`${request.method} ${key}`);
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const { status, text = "" } = this.answer(request, key, body);
    response.writeHead(status, { etag: '"e"', "content-type": "application/xml" }).end(text);
  }

  private answer(request: IncomingMessage, key: string, body: string): Answer {
    if (!request.headers.authorization?.includes("/us-east-1/s3/aws4_request")) return { status: 403 };
    if (key === "") return { status: 200, text: "<ListBucketResult></ListBucketResult>" };
    const found = this.objects.get(key);
    if (request.method === "PUT") {
      if (this.conditional && request.headers["if-none-match"] === "*" && found !== undefined)
        return { status: 412, text: "<Error><Code>PreconditionFailed</Code></Error>" };
      this.objects.set(key, body);
      return { status: 200 };
    }
    if (request.method === "DELETE") return { status: this.objects.delete(key) ? 204 : 404 };
    if (found === undefined) return { status: 404, text: "<Error><Code>NoSuchKey</Code></Error>" };
    return { status: 200, text: found };
  }
}

interface Answer {
  readonly status: number;
  readonly text?: string;
}
