import { BUILT_IN } from "../../../facts/built-in";
import digitalocean from "../../../sandbox/facts/digitalocean-2.71.0.json";
import github from "../../../sandbox/facts/github-6.9.0.json";
import type { SynthesizedStack } from "../../../tools/synthesized";
import { canonical, entriesOf, textsOf } from "./json";
import { LOOKED_UP, plainEndpoint } from "./vocabulary";

/** What the trusted code, the base of a pull request, synthesizes: the measure of what others may. */
export interface Trusted {
  readonly stacks: readonly SynthesizedStack[];
  /** Types of the resources that may be planned: those that this project knows, whether the base has one or not. */
  readonly resourceTypes: ReadonlySet<string>;
  /** Provider blocks by provider, in their canonical text. */
  readonly providers: ReadonlyMap<string, ReadonlySet<string>>;
  /** Data sources by type, in their canonical text. */
  readonly dataSources: ReadonlyMap<string, ReadonlySet<string>>;
  /** Addresses that `github_rest_api` asks. */
  readonly endpoints: ReadonlySet<string>;
  /** Import blocks, in their canonical text. */
  readonly imports: ReadonlySet<string>;
  /** Texts with expressions in them, of variables only the kind: `${upper(var.*)}`. */
  readonly templates: ReadonlySet<string>;
  /** Attributes that may be referred to: "digitalocean_app.live_url", "data.github_team.id". */
  readonly attributes: ReadonlySet<string>;
}

const RESOURCE_TYPES = [...Object.keys(digitalocean.resources), ...Object.keys(github.resources), BUILT_IN];

/** Attributes of every resource that identify it and are no secret. */
const IDENTIFYING = ["id", "name", "urn"];

/** Gathers what the trusted stacks use. */
export function trusted(stacks: readonly SynthesizedStack[]): Trusted {
  const configurations = stacks.map(
    ({ configuration }) => configuration as Readonly<Record<string, unknown>>,
  );
  const templates = configurations
    .flatMap((configuration) => [...textsOf(configuration, "")])
    .filter(({ text }) => /[$%]\{/.test(text))
    .map(({ text }) => text);
  return {
    stacks,
    resourceTypes: new Set(RESOURCE_TYPES),
    providers: byKind(
      configurations.map(({ provider }) => provider),
      (blocks) => [blocks].flat(),
    ),
    dataSources: byKind(
      configurations.map(({ data }) => data),
      dataSourcesIn,
    ),
    endpoints: new Set(
      configurations.flatMap(({ data }) =>
        entriesOf(data)
          .filter(([type]) => type === "github_rest_api")
          .flatMap(([, named]) => dataSourcesIn(named))
          .flatMap((body) => plainEndpoint(body) ?? []),
      ),
    ),
    imports: new Set(configurations.flatMap((each) => [each.import ?? []].flat()).map(canonical)),
    templates: new Set(templates.map(normalized)),
    attributes: new Set([
      ...RESOURCE_TYPES.flatMap((type) => IDENTIFYING.map((attribute) => `${type}.${attribute}`)),
      ...LOOKED_UP,
      ...templates.flatMap(attributesIn),
    ]),
  };
}

/** The text with the names of its variables left out: a variable of a foreign synthesis holds a placeholder, whichever it is. */
export function normalized(text: string): string {
  return text.replace(/\bvar\.[\w-]+/g, "var.*");
}

/** The data sources of one type without what cdktf notes about them. */
export function dataSourcesIn(ofType: unknown): unknown[] {
  return entriesOf(ofType).map(([, body]) => withoutNotes(body));
}

/** A block without cdktf's own notes, which Terraform does not read. */
export function withoutNotes(body: unknown): unknown {
  return Object.fromEntries(entriesOf(body).filter(([key]) => key !== "//"));
}

function attributesIn(text: string): string[] {
  const references = text.matchAll(/\$\{([a-z][a-z0-9_]*)\.[\w-]+\.([a-z][a-z0-9_]*)\}/g);
  return [...references].map(([, type, attribute]) => `${type}.${attribute}`);
}

function byKind(sections: readonly unknown[], bodiesOf: (value: unknown) => unknown[]) {
  const found = new Map<string, Set<string>>();
  for (const [kind, value] of sections.flatMap(entriesOf)) {
    const texts = found.get(kind) ?? new Set<string>();
    for (const body of bodiesOf(value)) texts.add(canonical(body));
    found.set(kind, texts);
  }
  return found;
}
