import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Values } from "../../../../sandbox/terraform/resource-type";
import { projectType, tagType, type Workspace, workspace } from "./fake-cloud";

jest.setTimeout(60_000);

let store: Map<string, Values>;
let place: Workspace;

const tag = (name: string) => ({ resource: { digitalocean_tag: { t: { name } } } });
const project = (fields: object) => ({
  resource: { digitalocean_project: { p: { name: "bot", ...fields } } },
});

async function start(environment?: Record<string, string>): Promise<void> {
  store = new Map();
  place = await workspace(
    { digitalocean_tag: tagType(store), digitalocean_project: projectType(store) },
    environment,
  );
}

async function apply(configuration: object): Promise<{ ok: boolean; output: string }> {
  place.write(configuration);
  await place.terraform("init", "-input=false");
  return place.terraform("apply", "-auto-approve", "-input=false");
}

function stateOf(type: string): { status?: string; attributes: Values } {
  const state = JSON.parse(readFileSync(join(place.folder, "terraform.tfstate"), "utf8"));
  return state.resources.find((each: { type: string }) => each.type === type)?.instances[0];
}

afterEach(() => place.close());

test("creates, finds nothing to change, imports nothing twice, replaces and destroys", async () => {
  await start();

  const created = await apply(tag("one"));
  const again = await place.terraform("plan", "-detailed-exitcode", "-input=false");
  const replaced = await apply(tag("two"));
  const destroyed = await place.terraform("destroy", "-auto-approve", "-input=false");

  expect(created.output).toContain("1 added, 0 changed, 0 destroyed");
  expect(again.output).toContain("No changes");
  expect(replaced.output).toContain('name = "one" -> "two" # forces replacement');
  expect(destroyed.output).toContain("1 destroyed");
  expect(store.size).toBe(0);
});

test("imports, and refuses to import what the provider cannot", async () => {
  await start();
  store.set("one", { id: "one", name: "one" });
  place.write({
    ...tag("one"),
    ...project({}),
    resource: { ...tag("one").resource, ...project({}).resource },
  });
  await place.terraform("init", "-input=false");

  const imported = await place.terraform("import", "digitalocean_tag.t", "one");
  const refused = await place.terraform("import", "digitalocean_project.p", "x");

  expect(imported.output).toContain("Import successful");
  expect(refused.output).toContain("resource digitalocean_project doesn't support import");
});

test("a refusal of the cloud is printed as the API's client prints it, and nothing is kept", async () => {
  await start();

  const { ok, output } = await apply(tag("refused"));

  expect(ok).toBe(false);
  expect(output).toContain(
    'POST https://api.digitalocean.com/v2/tags: 409 (request "request-1") refused is taken',
  );
  expect(stateOf("digitalocean_tag")).toBeUndefined();
});

test("what exists but does not work is tainted and replaced by the next apply", async () => {
  await start();

  const { output } = await apply(tag("broken"));
  const next = await place.terraform("plan", "-input=false");

  expect(output).toContain("tag broken does not work");
  expect(stateOf("digitalocean_tag").status).toBe("tainted");
  expect(next.output).toContain("digitalocean_tag.t is tainted, so must be replaced");
});

test("a failed update keeps what was planned in the state, and the next refresh corrects it", async () => {
  await start();
  await apply(project({ description: "good" }));

  const { output } = await apply(project({ description: "refused" }));
  const next = await place.terraform("plan", "-input=false");

  expect(output).toContain("409");
  expect(stateOf("digitalocean_project").attributes.description).toBe("refused");
  expect(next.output).toContain('description = "good" -> "refused"');
});

test("what is gone from the cloud is planned anew", async () => {
  await start();
  await apply(tag("one"));
  store.clear();

  const { output } = await place.terraform("plan", "-input=false");

  expect(output).toContain("digitalocean_tag.t will be created");
});

test("an attribute taken out of the configuration becomes empty, not null", async () => {
  await start();
  await apply(project({ environment: "Production" }));

  await apply(project({}));

  expect(stateOf("digitalocean_project").attributes.environment).toBe("");
});

test("timeouts are accepted and kept", async () => {
  await start();

  await apply(project({ timeouts: { delete: "10m" } }));
  const again = await place.terraform("plan", "-input=false");

  expect(stateOf("digitalocean_project").attributes.timeouts).toEqual({ delete: "10m" });
  expect(again.output).toContain("No changes");
});

test("a resource type that the sandbox does not serve is planned, and refused when applied", async () => {
  await start();
  const vpc = { resource: { digitalocean_vpc: { v: { name: "net", region: "fra1" } } } };

  const applied = await apply(vpc);

  expect(applied.output).toContain("digitalocean_vpc.v will be created");
  expect(applied.output).toContain("the sandbox does not serve digitalocean_vpc");
});

test("calls without a DigitalOcean token fail as the API answers them", async () => {
  await start({});

  const { output } = await apply(tag("one"));

  expect(output).toContain("POST https://api.digitalocean.com/v2/tags: 401 Unable to authenticate you");
});

test("calls and the time inside them are counted", async () => {
  await start();

  await apply(tag("one"));

  expect(place.providers.stats.calls).toBeGreaterThan(5);
  expect(place.providers.stats.milliseconds).toBeGreaterThan(0);
});
