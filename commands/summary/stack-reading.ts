import type { SynthesizedStack } from "../../tools/synthesized";
import { Configured, type Setting } from "./configured";
import { References, withoutHashes } from "./references";

/** One resource that is read for a summary. */
export interface ReadResource {
  /** As Terraform knows it. */
  readonly address: string;
  readonly settings: Configured;
}

/** A stack that is read for a summary, and what was not read of it. */
export class StackReading {
  public readonly name: string;
  public readonly references: References;
  /** The `terraform` block. */
  public readonly terraform: Configured;
  /** The `provider` blocks by the provider's name. */
  public readonly providers: ReadonlyMap<string, readonly Configured[]>;
  private readonly all: Map<string, readonly ReadResource[]>;

  public constructor({ name, configuration }: SynthesizedStack) {
    this.name = name;
    this.references = new References(configuration);
    this.terraform = Configured.of(configuration.terraform ?? {});
    this.providers = new Map(
      Object.entries(configuration.provider ?? {}).map(([provider, blocks]) => [
        provider,
        [blocks].flat().map((block) => Configured.of(block)),
      ]),
    );
    this.all = new Map(
      Object.entries(configuration.resource ?? {}).map(([type, instances]) => [
        type,
        Object.entries(instances).map(([id, values]) => read(`${type}.${id}`, values)),
      ]),
    );
    for (const [type, instances] of Object.entries(configuration.data ?? {}))
      if (!LOOKUPS.includes(type))
        this.all.set(
          `data.${type}`,
          Object.entries(instances).map(([id, values]) => read(`data.${type}.${id}`, values)),
        );
  }

  /** The resources of a type. */
  public resources(type: string): readonly ReadResource[] {
    return this.all.get(type) ?? [];
  }

  /** The `lifecycle` of each resource that has one, by the resource's address without cdktf's hash. */
  public lifecycles(): { readonly address: string; readonly lifecycle: Configured }[] {
    return [...this.all.values()]
      .flat()
      .flatMap(({ address, settings }) =>
        settings.blocks("lifecycle").map((lifecycle) => ({ address: withoutHashes(address), lifecycle })),
      );
  }

  /** What nobody read, by the address of the resource. */
  public unread(): { readonly place: string; readonly settings: readonly Setting[] }[] {
    const resources = [...this.all.values()].flat().map(({ address, settings }) => ({
      place: withoutHashes(address),
      settings: settings.untold(),
    }));
    const providers = [...this.providers].flatMap(([provider, blocks]) =>
      blocks.map((block) => ({ place: `provider.${provider}`, settings: block.untold() })),
    );
    return [...resources, ...providers, { place: "terraform", settings: this.terraform.untold() }].filter(
      ({ settings }) => settings.length > 0,
    );
  }
}

/** Data sources by which a stack finds what another one made: their results show where they are used. */
const LOOKUPS = ["github_rest_api", "github_team", "github_user"];

/** The order of resources, and conditions that hold before and after, are Terraform's affair. */
function read(address: string, values: Readonly<Record<string, unknown>>): ReadResource {
  const settings = Configured.of(values);
  settings.skip("//", "depends_on");
  for (const lifecycle of settings.blocks("lifecycle")) lifecycle.skip("precondition", "postcondition");
  return { address, settings };
}
