import type { Cloud } from "../../../../sandbox/cloud/cloud";
import type { GitHubApi } from "../../../../sandbox/cloud/github";
import facts from "../../../../sandbox/facts/github-6.9.0.json";
import type { FieldFacts, ProviderFacts } from "../../../../sandbox/terraform/facts";
import { githubDataSources, githubResources } from "../../../../sandbox/terraform/github";
import type { Context, ResourceType, Value, Values } from "../../../../sandbox/terraform/resource-type";
import { newCloud, type WorldOptions } from "../../cloud/github/harness";

const RESOURCES = (facts as unknown as ProviderFacts).resources;

/** What Terraform plans for a configuration: defaults filled in, the rest null, blocks without content empty. */
export function planned(type: string, config: Values): Values {
  return fill(RESOURCES[type]?.fields ?? {}, config);
}

function fill(fields: Readonly<Record<string, FieldFacts>>, config: Values): Values {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, fillField(field, config[name])]),
  );
}

function fillField(field: FieldFacts, value: Value | undefined): Value {
  if (field.block === undefined) return value ?? field.default ?? null;
  const inside = field.fields ?? {};
  return ((value ?? []) as Values[]).map((each) => fill(inside, each));
}

/** One world with the adapters at work in it; acme/bot is there already. */
export class Workbench {
  readonly cloud: Cloud;
  readonly context: Context;
  readonly github: GitHubApi;

  constructor(
    options: WorldOptions & { readonly visibility?: "public" | "private" } = {},
    provider: Values = {},
  ) {
    this.cloud = newCloud(options);
    this.context = {
      cloud: this.cloud,
      provider: { owner: "acme", token: "t", authenticated: true, ...provider },
    };
    this.github = this.cloud.github.as(this.cloud.github.tokenOwner);
    this.github.repositories.create("acme", {
      name: "bot",
      visibility: options.visibility ?? "private",
      auto_init: true,
    });
  }

  create(type: string, config: Values): Values {
    return resource(type).create(this.context, planned(type, { repository: "bot", ...config })) as Values;
  }

  read(type: string, state: Values): Values | undefined {
    return resource(type).read(this.context, state) as Values | undefined;
  }

  update(type: string, state: Values, change: Values): Values {
    const { update } = resource(type);
    if (update === undefined) throw new Error(`${type} is never updated`);
    return update(this.context, state, { ...state, ...change }) as Values;
  }

  delete(type: string, state: Values): void {
    resource(type).delete(this.context, state);
  }

  /** What the importer sets, then the first read. */
  import(type: string, id: string): Values | undefined {
    const { import: importer } = resource(type);
    if (importer === undefined) throw new Error(`${type} cannot be imported`);
    return this.read(type, importer(this.context, id) as Values);
  }

  data(type: string, config: Values): Values {
    const source = githubDataSources[type];
    if (source === undefined) throw new Error(`no data source ${type}`);
    return source.read(this.context, fill(source.schema.fields, config)) as Values;
  }
}

function resource(type: string): ResourceType {
  const found = githubResources[type];
  if (found === undefined) throw new Error(`no resource ${type}`);
  return found;
}
