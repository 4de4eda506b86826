import type { Cloud } from "../../../../sandbox/cloud/cloud";
import { applyResource, planResource, readResource } from "../../../../sandbox/terraform/engine/calls";
import { digitaloceanProvider } from "../../../../sandbox/terraform/engine/digitalocean-provider";
import { githubProvider } from "../../../../sandbox/terraform/engine/github-provider";
import { buildResource, type Resource } from "../../../../sandbox/terraform/engine/resource";
import { withEmptyBlocks } from "../../../../sandbox/terraform/engine/state";
import type { Context, ResourceType, Values } from "../../../../sandbox/terraform/resource-type";
import { conform } from "../../../../sandbox/terraform/value/codec";
import type { Dynamic, DynamicObject } from "../../../../sandbox/terraform/value/dynamic";

const none = { resources: {}, dataSources: {} };
const context: Context = { cloud: {} as Cloud, provider: {} };

function resource(name: string, served: Partial<ResourceType>): Resource {
  const { facts, rules } = name.startsWith("github") ? githubProvider(none) : digitaloceanProvider(none);
  const type = facts.resources[name];
  if (type === undefined) throw new Error(`no facts of ${name}`);
  return buildResource(name, type, rules[name], served as ResourceType);
}

function value(of: Resource, data: Values): Dynamic {
  return withEmptyBlocks(conform(data, of.type), of);
}

async function created(of: Resource, config: Values): Promise<DynamicObject> {
  const proposed = value(of, config);
  const { state: planned } = planResource(of, { prior: null, proposed, config: proposed });
  const { state, diagnostics } = await applyResource(of, { prior: null, planned, config: proposed }, context);
  expect(diagnostics).toEqual([]);
  return state as DynamicObject;
}

test("the state keeps a digest of what must not be read, the cloud gets what was configured", async () => {
  let received: Values = {};
  const certificate = resource("digitalocean_certificate", {
    create: (_context, planned) => {
      received = planned;
      return { ...planned, id: "c", uuid: "u", state: "verified", not_after: "t", sha1_fingerprint: "f" };
    },
  });

  const state = await created(certificate, { name: "c", private_key: "key", leaf_certificate: "leaf" });

  expect(received.private_key).toBe("key");
  expect(state.private_key).toBe("a62f2225bf70bfaccbc7f1ef2a397836717377de");
});

test("a refresh does not show a new etag, and shows everything else", async () => {
  const branch = resource("github_branch", {
    read: (_context, state) => ({ ...state, etag: "new", sha: "new" }),
  });
  const prior = value(branch, { id: "r:b", repository: "r", branch: "b", etag: "old", sha: "old" });

  const { state } = await readResource(branch, prior, context);

  expect(state).toMatchObject({ etag: "old", sha: "new" });
});

test("in blocks what the cloud leaves out has the zero value", async () => {
  const app = resource("digitalocean_app", { create: (_context, planned) => ({ ...planned, id: "a" }) });

  const state = await created(app, {
    spec: [{ name: "a", service: [{ name: "api", image: [{ tag: "v1" }] }] }],
  });

  expect(state.spec).toMatchObject([
    { region: "", service: [{ http_port: 0, run_command: "", image: [{ tag: "v1", digest: "" }], env: [] }] },
  ]);
});

test("a state without an id is a fault of the sandbox and says so", async () => {
  const tag = resource("digitalocean_tag", { create: (_context, planned) => ({ ...planned, id: null }) });
  const proposed = value(tag, { name: "t" });
  const { state: planned } = planResource(tag, { prior: null, proposed, config: proposed });

  const { diagnostics } = await applyResource(tag, { prior: null, planned, config: proposed }, context);

  expect(diagnostics[0]?.summary).toBe("the sandbox's digitalocean_tag came without an id");
});

test("a resource type without update refuses one", async () => {
  const tag = resource("digitalocean_tag", {});
  const prior = value(tag, { id: "t", name: "t" });

  const { diagnostics } = await applyResource(tag, { prior, planned: prior, config: prior }, context);

  expect(diagnostics[0]?.summary).toBe("doesn't support update");
});
