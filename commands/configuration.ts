import type { SynthesizedStack, TerraformConfiguration } from "../tools/synthesized";

/** One resource as it was synthesized. */
export interface ConfiguredResource {
  readonly type: string;
  /** Terraform's name of it, after the type. */
  readonly id: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** OWNER/NAME in its parts. */
export interface RepositoryName {
  readonly owner: string;
  readonly repository: string;
}

/** What the stacks say about GitHub beside the resources. */
export interface GitHubExpectations {
  readonly plan: string;
  readonly visibility: string;
}

/** The stack's resources of a type. */
export function resourcesOf({ configuration }: SynthesizedStack, type: string): ConfiguredResource[] {
  return entries(configuration.resource, type);
}

/** The stack's data sources of a type. */
export function dataOf({ configuration }: SynthesizedStack, type: string): ConfiguredResource[] {
  return entries(configuration.data, type);
}

/** All resources of the stack. */
export function allResourcesOf({ configuration }: SynthesizedStack): ConfiguredResource[] {
  return Object.keys(configuration.resource ?? {}).flatMap((type) => entries(configuration.resource, type));
}

/** Address of a resource, `digitalocean_app.App_F1B96344`. */
export function addressOf({ type, id }: ConfiguredResource): string {
  return `${type}.${id}`;
}

function entries(section: TerraformConfiguration["resource"], type: string): ConfiguredResource[] {
  return Object.entries(section?.[type] ?? {}).map(([id, values]) => ({ type, id, values }));
}

/** Whether the stack talks to the provider. */
export function uses({ configuration }: SynthesizedStack, provider: "digitalocean" | "github"): boolean {
  return configuration.provider?.[provider] !== undefined;
}

/** Whether the stack signs in to GitHub as an App. */
export function signsInAsApp({ configuration }: SynthesizedStack): boolean {
  return [configuration.provider?.github].flat().some((block) => block?.app_auth !== undefined);
}

/** Whether the stack takes it into its state. */
export function isImported(resource: ConfiguredResource, { configuration }: SynthesizedStack): boolean {
  return (configuration.import ?? []).some(({ to }) => to === addressOf(resource));
}

/** Name of an app of the stack. */
export function appName(app: ConfiguredResource): string {
  return String((specOf(app) as { name?: unknown }).name);
}

/** The spec of an app, as it was synthesized. */
export function specOf({ values }: ConfiguredResource): Record<string, unknown> {
  return [values.spec].flat()[0] as Record<string, unknown>;
}

/** Services, workers and jobs of an app, as they were synthesized. */
export function componentsOf<T>(app: ConfiguredResource): T[] {
  return ["service", "worker", "job"].flatMap((kind) => (specOf(app)[kind] ?? []) as T[]);
}

/** The repository that the stack makes or looks up; undefined when it has to do with none. */
export function repositoryOf(stack: SynthesizedStack): RepositoryName | undefined {
  const owner = [stack.configuration.provider?.github].flat()[0]?.owner;
  const [made] = resourcesOf(stack, "github_repository");
  if (made !== undefined && owner !== undefined)
    return { owner: String(owner), repository: String(made.values.name) };
  for (const { values } of dataOf(stack, "github_rest_api")) {
    const [, lookedUpOwner, repository] = /^repos\/([^/]+)\/([^/?]+)$/.exec(String(values.endpoint)) ?? [];
    if (lookedUpOwner !== undefined && repository !== undefined) return { owner: lookedUpOwner, repository };
  }
  return undefined;
}

/** GitHub's plan and the repository's visibility that the stack counts on; undefined when it does not say. */
export function expectationsOf({ configuration }: SynthesizedStack): GitHubExpectations | undefined {
  return (configuration["//"]?.metadata as { github?: GitHubExpectations } | undefined)?.github;
}

/** A literal, or the literal that a reference to another resource's attribute leads to. */
export function literalOf(stack: SynthesizedStack, value: unknown): string {
  const [, type = "", id = "", attribute = ""] = /^\$\{(\w+)\.([\w-]+)\.(\w+)\}$/.exec(String(value)) ?? [];
  const referred = stack.configuration.resource?.[type]?.[id]?.[attribute];
  return String(referred ?? value);
}

/** Name of the variable that a value is; undefined when it is something else. */
export function variableOf(value: unknown): string | undefined {
  return /^\$\{var\.([\w-]+)\}$/.exec(String(value))?.[1];
}
