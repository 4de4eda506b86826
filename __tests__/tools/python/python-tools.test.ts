import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { certificateFor, pythonTools } from "../../../tools/python/python-tools";

test("uv is the pinned one", () => {
  const pins = readFileSync(join(__dirname, "../../../tools/python/requirements.in"), "utf8");
  const pinned = /^uv==(.+)$/m.exec(pins)?.[1];

  expect(execFileSync(pythonTools().uv, ["--version"], { encoding: "utf8" })).toContain(`uv ${pinned} `);
}, 120_000);

test("a certificate is for the host that was asked", () => {
  const directory = mkdtempSync(join(tmpdir(), "certificate-"));
  try {
    certificateFor("index.example", directory);

    const certificate = new X509Certificate(readFileSync(join(directory, "server.pem")));
    const authority = new X509Certificate(readFileSync(join(directory, "client.pem")));
    expect(certificate.checkHost("index.example")).toBe("index.example");
    expect(certificate.verify(authority.publicKey)).toBe(true);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}, 120_000);
