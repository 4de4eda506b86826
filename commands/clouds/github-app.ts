import { createPrivateKey, createSign, type KeyObject } from "node:crypto";
import { CloudError, call, expectJson, expectStatus } from "./http";

/** What a GitHub App signs in with. */
export interface AppCredentials {
  readonly id: string;
  readonly installation: string;
  /** The private key; line breaks may be written as \n, as the provider allows. */
  readonly pem: string;
}

/** Variables that hold an App's credentials, in the order the provider knows them. */
export const APP_VARIABLES = ["GITHUB_APP_ID", "GITHUB_APP_INSTALLATION_ID", "GITHUB_APP_PEM_FILE"] as const;

/** The App's credentials from the environment; undefined when one is missing. */
export function appCredentials(env: NodeJS.ProcessEnv): AppCredentials | undefined {
  const [id, installation, pem] = APP_VARIABLES.map((name) => env[name]);
  return id && installation && pem ? { id, installation, pem } : undefined;
}

/** Those of the variables that hold nothing. */
export function missingVariables(env: NodeJS.ProcessEnv): readonly string[] {
  return APP_VARIABLES.filter((name) => !env[name]);
}

/** What an App may not do of what is wanted, as "contents: write". */
export function lackingPermissions(
  wanted: Readonly<Record<string, "read" | "write">>,
  given: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.entries(wanted)
    .filter(([name, level]) => given[name] !== level && given[name] !== "write")
    .map(([name, level]) => `${name}: ${level}`);
}

/** An installation's token. @throws CloudError when GitHub refuses the App */
export async function installationToken(url: string, app: AppCredentials): Promise<string> {
  const path = `/app/installations/${app.installation}/access_tokens`;
  const reply = await call(url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${webToken(app)}`, accept: "application/vnd.github+json" },
  });
  expectStatus(reply, `GitHub's POST ${path} for the App ${app.id}`, 201);
  return (reply.body as { token: string }).token;
}

/** What the installation may do: "administration" → "write". @throws CloudError when GitHub refuses the App */
export async function installationPermissions(
  url: string,
  app: AppCredentials,
): Promise<Readonly<Record<string, string>>> {
  const path = `/app/installations/${app.installation}`;
  const reply = await call(url + path, {
    headers: { authorization: `Bearer ${webToken(app)}`, accept: "application/vnd.github+json" },
  });
  expectJson(reply, `GitHub's GET ${path} for the App ${app.id}`, 200);
  return (reply.body as { permissions?: Record<string, string> }).permissions ?? {};
}

const CLOCK_SKEW_SECONDS = 60;
const LIFETIME_SECONDS = 540;

/** A JSON web token signed by the App's key (docs.github.com, "Generating a JSON Web Token (JWT) for a GitHub App"). */
function webToken({ id, pem }: AppCredentials): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iat: now - CLOCK_SKEW_SECONDS, exp: now + LIFETIME_SECONDS, iss: id };
  const text = [{ alg: "RS256", typ: "JWT" }, claims].map(encoded).join(".");
  return `${text}.${createSign("RSA-SHA256").update(text).sign(privateKey(pem)).toString("base64url")}`;
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

function privateKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem.replaceAll("\\n", "\n"));
  } catch {
    throw new CloudError("GITHUB_APP_PEM_FILE holds no private key: give the text of the App's .pem file");
  }
}
