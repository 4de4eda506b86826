import { BUILT_IN } from "../../facts/built-in";
import type { AttributeChange, Report, ResourceChange } from "../../report";
import { adviceOn } from "./advice";
import type { LiveDomain } from "./live/app";

/** What the plan that takes things in would do. */
export interface Verdict {
  /** Written into the state alone. */
  readonly stateOnly: readonly string[];
  /** Secrets that are sent once more, because no cloud tells a secret: "NAME of environment staging". */
  readonly secrets: readonly string[];
  /** Apps that are sent to DigitalOcean once more as they are. */
  readonly redeployed: readonly string[];
  /** What it would change in the clouds, and what to do about it. Empty: nothing. */
  readonly differences: readonly string[];
}

/**
 * Attributes that exist in the state alone, which an import leaves empty. Measured with digitalocean 2.71.0 and
 * github 6.9.0.
 */
const STATE_ONLY: Readonly<Record<string, RegExp>> = {
  digitalocean_app: /^deployment_per_page$/,
  github_repository: /^(auto_init|archive_on_destroy)$/,
  github_repository_file: /^(commit_author|commit_email|commit_message|overwrite_on_create)$/,
};

/** What is known beside the plan. */
export interface Knowledge {
  /** Domains that the app of a stack has: provider 2.71.0 does not read them when it imports. */
  readonly domains: Readonly<Record<string, readonly LiveDomain[]>>;
  /** Apps with domains may be sent to DigitalOcean once more as they are, which is one deployment. */
  readonly mayRedeploy: boolean;
}

/** Judges the plan after an import: it must change nothing in the clouds. */
export function judge(report: Report, knowledge: Knowledge): Verdict {
  const verdict = {
    stateOnly: [] as string[],
    secrets: [] as string[],
    redeployed: [] as string[],
    differences: faultsOf(report),
  };
  for (const change of report.changes) {
    if (change.kind === "import") continue;
    const secret = secretOf(change);
    if (secret !== undefined) verdict.secrets.push(secret);
    else if (isStateOnly(change)) verdict.stateOnly.push(told(change));
    else if (sendsDomainsAgain(change, knowledge)) {
      const { stack, address } = change;
      if (knowledge.mayRedeploy) verdict.redeployed.push(`${stack}: ${address}`);
      else verdict.differences.push(`${stack}: ${address}: ${ONE_DEPLOYMENT}`);
    } else verdict.differences.push(...differencesOf(change));
  }
  return verdict;
}

const ONE_DEPLOYMENT =
  "the provider does not read domains when it imports, so the app would be sent to DigitalOcean as it is, which is one deployment of the same version; say --redeploy to have that";

function sendsDomainsAgain(change: ResourceChange, { domains }: Knowledge): boolean {
  if (change.type !== "digitalocean_app") return false;
  const real = realAttributes(change).filter(({ path }) => !STATE_ONLY.digitalocean_app?.test(path));
  const sent = real.map(sentDomain);
  const live = (domains[change.stack] ?? []).map(domainKey);
  return sent.length > 0 && sent.sort().join() === live.sort().join();
}

/** The domain that an attribute adds, as a text; another text for anything else. */
function sentDomain({ path, before, after }: AttributeChange): string {
  const isDomain = path.startsWith("spec.domain[") || path === "spec.domain";
  if (!isDomain || before.kind !== "absent" || after.kind !== "value") return "something else";
  const { name = "", ...rest } = after.value as unknown as LiveDomain & { readonly name?: string };
  return domainKey({ ...rest, domain: name });
}

function domainKey({ domain, type, wildcard, zone }: LiveDomain): string {
  return JSON.stringify([domain, type, wildcard ?? false, zone || ""]);
}

/** What kept Terraform from planning. */
function faultsOf({ diagnostics, failedChecks, deferred }: Report): string[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return [
    ...errors.map(({ stack, summary, detail }) => `${stack}: ${summary}${detail ? `: ${detail}` : ""}`),
    ...failedChecks.flatMap(({ stack, address, messages }) =>
      messages.map((message) => `${stack}: ${address}: ${message}`),
    ),
    ...deferred.map(({ stack, address, reason }) => `${stack}: ${address} could not be planned: ${reason}`),
  ];
}

function secretOf({ type, kind, attributes }: ResourceChange): string | undefined {
  if (type !== "github_actions_environment_secret" || kind !== "create") return undefined;
  const value = (path: string) => shown(attributes.find((each) => each.path === path)?.after);
  return `${value("secret_name")} of environment ${value("environment")}`;
}

/** Without what the service decides after the apply. */
function realAttributes({ attributes }: ResourceChange): AttributeChange[] {
  return attributes.filter(({ settles }) => settles !== true);
}

function isStateOnly(change: ResourceChange): boolean {
  const { type, kind } = change;
  if (type === BUILT_IN) return true;
  if (kind !== "update") return false;
  return realAttributes(change).every(
    ({ path, sameTeam }) => sameTeam === true || STATE_ONLY[type]?.test(path) === true,
  );
}

function told(change: ResourceChange): string {
  if (change.type === BUILT_IN) return `${change.stack}: ${change.address}`;
  const paths = realAttributes(change).map(({ path }) => path);
  // Without any, only what counts as sensitive differs.
  return `${change.stack}: ${change.address}: ${paths.join(", ") || "what is sensitive in it"}`;
}

function differencesOf(change: ResourceChange): string[] {
  const { stack, address, type, kind } = change;
  if (kind === "create") return [`${stack}: ${address} would be created: ${adviceOn(type, "", kind)}`];
  const real = realAttributes(change).filter(
    ({ path, after, sameTeam }) =>
      STATE_ONLY[type]?.test(path) !== true && after.kind !== "unknown" && sameTeam !== true,
  );
  const verb = kind === "update" || kind === "redeploy" ? "" : ` (${kind})`;
  if (real.length === 0) return [`${stack}: ${address}${verb}: ${adviceOn(type, "", kind)}`];
  return real.map(
    ({ path, before, after }) =>
      `${stack}: ${address}${verb}: ${path} is ${shown(before)}, the settings make it ${shown(after)}: ${adviceOn(type, path, kind)}`,
  );
}

function shown(side: AttributeChange["before"] | undefined): string {
  if (side === undefined || side.kind === "absent") return "absent";
  if (side.kind !== "value") return `(${side.kind})`;
  return typeof side.value === "string" ? side.value : JSON.stringify(side.value);
}
