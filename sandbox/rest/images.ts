import { CloudError } from "../cloud/cloud-error";
import { Answer, type Call, param, route } from "./call";

const MANIFEST = "/registry/:host/v2/*name/manifests/:reference";

/**
 * Image registries, as far as asking for a digest goes (the OCI distribution API): `HEAD …/manifests/{tag}` with the
 * token that `…/token` gives for a user and password, or for nobody.
 */
export const images = [
  route("GET", "/registry/:host/token", "none", ({ authorization }) => ({
    token: credentialOf(authorization),
  })),
  route("HEAD", MANIFEST, "none", manifest),
  route("GET", MANIFEST, "none", manifest),
];

/** "Basic …" holds user:password; the sandbox's token is the same in base64, so that it can be checked later. */
function credentialOf(authorization: string): string {
  return /^basic (.+)$/i.exec(authorization)?.[1] ?? Buffer.from("anonymous").toString("base64");
}

function manifest(call: Call): Answer {
  const reference = param(call, "reference");
  const image = `${param(call, "host")}/${param(call, "name")}`;
  const named = reference.startsWith("sha256:") ? `${image}@${reference}` : `${image}:${reference}`;
  const credential = Buffer.from(call.authorization.replace(/^bearer\s+/i, ""), "base64").toString("utf8");
  if (!call.cloud.images.mayPull(named, credential)) throw refused("UNAUTHORIZED", 401);
  const digest = call.cloud.images.resolve(named);
  if (digest === undefined) throw refused("MANIFEST_UNKNOWN", 404);
  const type = "application/vnd.oci.image.index.v1+json";
  return new Answer(200, { schemaVersion: 2, mediaType: type }, { "docker-content-digest": digest });
}

function refused(code: string, status: number): CloudError {
  return new CloudError(status, code, { id: code });
}
