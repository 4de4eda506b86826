import type { Json } from "../../report";
import { appPrice } from "../plan/app-price";
import { alertEntries } from "./app-alerts";
import { COMPONENT_KINDS, componentEntries } from "./components";
import type { Configured } from "./configured";
import type { StackReading } from "./stack-reading";
import { type Entry, entry, type Part, phrase } from "./text";

/** What an app is: what runs where, what it costs, what it is told, and whom its alerts tell. */
export function appParts(app: Configured, stack: StackReading, budget: number | undefined): Part[] {
  const price = priceText(app.peek("spec"), budget);
  return app.blocks("spec").flatMap((spec) => {
    const components = COMPONENT_KINDS.flatMap((kind) =>
      spec.blocks(kind).map((component) => ({ kind, component })),
    );
    const runs = components.flatMap(({ kind, component }) => componentEntries(kind, component, stack));
    return [
      {
        title: "Runs",
        entries: [
          place(spec),
          ...runs,
          routes(spec),
          domains(spec),
          ...logs(spec, components),
          entry("price", price),
        ],
      },
      {
        title: "Variables and secrets",
        entries: [spec, ...components.map(({ component }) => component)].flatMap((part) =>
          variables(part, stack),
        ),
      },
      { title: "Alerts", entries: alertEntries(spec, components, stack) },
    ];
  });
}

function place(spec: Configured): Entry {
  const [name, region] = [spec.text("name"), spec.text("region")];
  spec.expect({
    disable_edge_cache: false,
    disable_email_obfuscation: false,
    enhanced_threat_control_enabled: false,
  });
  return entry("app", phrase(`${name} at DigitalOcean App Platform`, region && `region ${region}`));
}

function routes(spec: Configured): Entry {
  const rules = spec.blocks("ingress").flatMap((ingress) => ingress.blocks("rule"));
  return entry(
    "routes",
    ...rules.map((rule) => {
      const [path] = rule.blocks("match").flatMap((match) => match.blocks("path"));
      const [component] = rule.blocks("component");
      return component && `${path?.text("prefix") ?? "/"} → ${component.text("name")}`;
    }),
  );
}

function domains(spec: Configured): Entry {
  const told = spec.blocks("domain").map((domain) => {
    const [name, type, zone] = [domain.text("name"), domain.text("type"), domain.text("zone")];
    const wildcard = domain.take("wildcard") === true && "and every name below it";
    return phrase(
      name,
      type?.toLowerCase(),
      wildcard,
      zone === undefined ? "records made by hand" : `in zone ${zone}`,
    );
  });
  return entry("domains", ...(told.length > 0 ? told : ["none: the address that DigitalOcean gives"]));
}

interface Component {
  readonly component: Configured;
}

/** By name and kind: what they log in with is secret. */
function logs(spec: Configured, components: readonly Component[]): Entry[] {
  const all = [spec, ...components.map(({ component }) => component)].flatMap((part) =>
    part.blocks("log_destination"),
  );
  const told = all.map((destination) => {
    const name = destination.text("name");
    const kind = ["papertrail", "datadog", "logtail", "open_search"].find(
      (each) => destination.peek(each) !== undefined,
    );
    if (kind !== undefined) destination.skip(kind);
    return phrase(name, kind);
  });
  return told.length === 0 ? [] : [entry("logs go to", ...new Set(told))];
}

/** Names and plain values; of a secret, the Terraform variable that its value comes from. */
function variables(part: Configured, { references }: StackReading): Entry[] {
  const owner = part.peek("image") === undefined ? "app" : String(part.peek("name"));
  return part.blocks("env").map((variable) => {
    const [key, scope, type] = [variable.text("key"), variable.text("scope"), variable.text("type")];
    const value = variable.take("value");
    const source = references.source(value);
    const limited = scope !== undefined && scope !== "RUN_TIME" && scope.toLowerCase().replaceAll("_", " ");
    const told =
      type === "SECRET" ? `secret${source === key ? "" : `, from ${source}`}` : references.text(value);
    return entry(`${owner}: ${key}`, phrase(told || '""', limited));
  });
}

function priceText(spec: unknown, budget: number | undefined): string {
  const price = appPrice("digitalocean_app", asPlanned({ spec }) as Json);
  const told =
    price === undefined || price === "unknown"
      ? "not known"
      : price.best === price.worst
        ? `$${price.best} a month`
        : `$${price.best} to $${price.worst} a month`;
  return phrase(told, budget === undefined ? "no budget" : `budget $${budget}`);
}

/** In plans every block is a list; the synthesized JSON writes single ones as objects. */
function asPlanned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asPlanned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      [asPlanned(each)].flat().some((item) => typeof item === "object") ? [asPlanned(each)].flat() : each,
    ]),
  );
}
