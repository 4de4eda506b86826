import type { Findings } from "../findings";
import type { LiveIngressRule, LiveService, WholeSpec } from "../live/app";
import { unknownFields } from "./unknown-fields";

const KINDS = {
  static_sites: "static site",
  functions: "function",
  databases: "database",
} as const;

/** What the API knows of a service and the settings do not. */
const SERVICE_LIMITS: Readonly<Record<string, string>> = {
  git: "it is built from a repository",
  github: "it is built from a repository",
  gitlab: "it is built from a repository",
  bitbucket: "it is built from a repository",
  build_command: "it is built by App Platform",
  dockerfile_path: "it is built by App Platform",
  environment_slug: "it is built by App Platform",
  internal_ports: "it has internal ports",
  cors: "it has a CORS policy",
  liveness_health_check: "it has a liveness check, which provider 2.71.0 erases",
};

/** Tells everything in an app that the settings cannot say, by its name. */
export function tellLimits(spec: WholeSpec, findings: Findings): void {
  const tell = (what: string, next = "adopt the app without it, or write its stack by hand"): void =>
    findings.problem(`app ${spec.name}: ${what}`, next);
  for (const [kind, word] of Object.entries(KINDS)) {
    const components = (spec[kind] ?? []) as readonly { readonly name: string }[];
    for (const { name } of components) tell(`the settings cannot say ${word} "${name}"`);
  }
  const services = spec.services ?? [];
  if (services.length !== 1)
    tell(
      `the settings say exactly one service, and it has ${services.map(({ name }) => name).join(", ") || "none"}`,
    );
  for (const service of services) tellService(service, tell);
  for (const { kind, component } of otherComponents(spec)) {
    tellComponent(`${kind} "${component.name}"`, component, tell);
    for (const key of missingKeys(services[0], component))
      tell(
        `${key} is a variable of service "${services[0]?.name}" and not of ${kind} "${component.name}", and the settings give the service's to all`,
        "add it there first",
      );
  }
  for (const rule of spec.ingress?.rules ?? []) tellRule(rule, tell);
  for (const place of unknownFields(spec))
    tell(
      `${place} is nothing that provider 2.71.0 knows, and the next deployment would take it away`,
      "take it away first where the app can do without it, or write its stack by hand with a newer provider",
    );
  for (const { domain, minimum_tls_version: tls } of spec.domains ?? [])
    if (tls) tell(`domain ${domain} has a least TLS version, which provider 2.71.0 erases`);
  for (const { key, type } of spec.envs ?? [])
    if (type !== "SECRET")
      tell(
        `${key} is a plain variable of the whole app, and the settings have them at the service`,
        "move it to the service first; that is one deployment",
      );
}

/** Workers and jobs. */
function otherComponents({ workers = [], jobs = [] }: WholeSpec) {
  return [
    ...workers.map((component) => ({ kind: "worker", component })),
    ...jobs.map((component) => ({ kind: "job", component })),
  ];
}

function missingKeys(service: LiveService | undefined, { envs = [] }: LiveService): string[] {
  const keys = new Set(envs.map(({ key }) => key));
  return (service?.envs ?? []).map(({ key }) => key).filter((key) => !keys.has(key));
}

type Tell = (what: string, next?: string) => void;

function tellService(service: LiveService, tell: Tell): void {
  const what = `service "${service.name}"`;
  tellComponent(what, service, tell);
  if (service.health_check === undefined)
    tell(`${what} has no health check, and the settings always have one`, "give it one first");
}

function tellComponent(what: string, service: LiveService, tell: Tell): void {
  for (const [field, reason] of Object.entries(SERVICE_LIMITS))
    if (isSaid(service[field])) tell(`${what}: ${reason}`);
  if (service.image === undefined) tell(`${what} runs no image`);
  else if (service.image.registry_type === "DOCKER_HUB") tell(`${what} runs an image of Docker Hub`);
  for (const metric of Object.keys(service.autoscaling?.metrics ?? {}))
    if (metric !== "cpu") tell(`${what} scales on ${metric}, which provider 2.71.0 erases`);
  for (const { key } of (service.envs ?? []).filter(({ type }) => type === "SECRET"))
    tell(
      `${key} is a secret of ${what}, and the settings have them at the whole app`,
      "move it to the app first; that is one deployment",
    );
  const scopes = new Set((service.envs ?? []).map(({ scope }) => scope));
  if (scopes.size > 1)
    tell(`the plain variables of ${what} have different scopes`, "give them one scope first");
  for (const { name, papertrail } of service.log_destinations ?? [])
    if (papertrail === undefined)
      tell(
        `log destination "${name}" of ${what} has a credential, which no cloud tells`,
        "take it off first, adopt, and say it in logDestinations",
      );
}

function tellRule({ match, component, ...rest }: LiveIngressRule, tell: (what: string) => void): void {
  const { path, ...otherMatch } = match ?? {};
  const { name: _name, ...otherComponent } = component ?? { name: "" };
  const extras = [...Object.keys(rest), ...Object.keys(otherMatch), ...Object.keys(otherComponent)];
  const prefix = path?.prefix ?? "/";
  if (prefix === "/" && component !== undefined && extras.length === 0) return;
  tell(
    `the settings cannot say its ingress rule for ${prefix}${extras.length > 0 ? ` (${extras.join(", ")})` : ""}`,
  );
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null && (!Array.isArray(value) || value.length > 0);
}
