import { createHash, createHmac } from "node:crypto";
import { call, type Reply } from "./http";

/** What Terraform's `s3` backend says of a bucket, as far as it is needed here. */
export interface S3Settings {
  readonly bucket: string;
  readonly region: string;
  /** @default - Amazon's */
  readonly endpoints?: { readonly s3?: string };
  /** The bucket stands in the path, not in the host. @default false */
  readonly use_path_style?: boolean;
}

/** What a request is signed with. */
export interface S3Credentials {
  readonly keyId: string;
  readonly secretKey: string;
  /** @default - the key is not a temporary one */
  readonly sessionToken?: string | undefined;
}

type Header = Readonly<Record<string, string>>;

/** A bucket, as far as empty objects go. */
export class S3 {
  public constructor(
    private readonly settings: S3Settings,
    private readonly credentials: S3Credentials,
  ) {}

  /** Sends a request without a body. */
  public send(method: string, key: string, headers: Header = {}): Promise<Reply> {
    const url = this.address(key);
    return call(url.href, { method, headers: this.signed(method, url, headers) });
  }

  private address(key: string): URL {
    const { bucket, region, endpoints, use_path_style: isPathStyle } = this.settings;
    const endpoint = new URL(endpoints?.s3 ?? `https://s3.${region}.amazonaws.com`);
    const path = key.split("/").map(encodeURIComponent).join("/");
    if (isPathStyle === true) return new URL(`/${bucket}/${path}`, endpoint);
    endpoint.host = `${bucket}.${endpoint.host}`;
    return new URL(`/${path}`, endpoint);
  }

  /** AWS Signature Version 4 (docs.aws.amazon.com, "Authenticating Requests"). */
  private signed(method: string, url: URL, extra: Header): Header {
    const time = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
    const scope = `${time.slice(0, 8)}/${this.settings.region}/s3/aws4_request`;
    const { keyId, sessionToken } = this.credentials;
    const headers: Header = {
      ...extra,
      "x-amz-content-sha256": sha256(""),
      "x-amz-date": time,
      ...(sessionToken === undefined ? {} : { "x-amz-security-token": sessionToken }),
    };
    const all = Object.entries({ ...headers, host: url.host }).sort(([a], [b]) => (a < b ? -1 : 1));
    const names = all.map(([name]) => name).join(";");
    const lines = all.map(([name, value]) => `${name}:${value}\n`).join("");
    const request = [method, url.pathname, "", lines, names, sha256("")].join("\n");
    const text = ["AWS4-HMAC-SHA256", time, scope, sha256(request)].join("\n");
    const signature = hmac(this.signingKey(scope), text).toString("hex");
    const authorization = `AWS4-HMAC-SHA256 Credential=${keyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
    return { ...headers, authorization };
  }

  private signingKey(scope: string): Buffer {
    const start: Buffer = Buffer.from(`AWS4${this.credentials.secretKey}`);
    return scope.split("/").reduce((key, part) => hmac(key, part), start);
  }
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
