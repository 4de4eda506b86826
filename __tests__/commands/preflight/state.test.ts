import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { state } from "../../../commands/preflight/checks/state";
import { lingobot } from "../../../lingobot";
import type { SynthesizedStack } from "../../../tools/synthesized";
import { World } from "../world";
import { Bucket } from "./bucket";

jest.setTimeout(60_000);

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => world.close());

const KEYS = { AWS_ACCESS_KEY_ID: "key", AWS_SECRET_ACCESS_KEY: "secret" };

/** What is found of staging with this backend. */
function findings(backend: object, env: NodeJS.ProcessEnv = {}): Promise<string[]> {
  const [staging] = world.stacks(lingobot, ["staging"]);
  const terraform = { ...staging?.configuration.terraform, backend };
  const stack = { ...staging, configuration: { ...staging?.configuration, terraform } } as SynthesizedStack;
  jest.spyOn(world, "stacks").mockReturnValue([stack]);
  return world.findings(state, { env });
}

describe("state in files", () => {
  test("is read and locked, before and after the first apply", async () => {
    expect(await world.findings(state, { names: ["staging"] })).toEqual([]);
    world.writeState("staging", [{ type: "digitalocean_app", id: "1" }]);
    expect(await world.findings(state, { names: ["staging"] })).toEqual([]);
  });

  test("cannot be read", async () => {
    mkdirSync(join(world.directory, "state"));
    writeFileSync(join(world.directory, "state", "staging.tfstate"), "{");
    const [finding] = await world.findings(state, { names: ["staging"] });
    expect(finding).toMatch(/^the state of staging cannot be read: .+ → look at the backend in the settings/);
  });
});

describe("state in a bucket", () => {
  let bucket: Bucket;
  afterEach(() => bucket.close());

  test("is read and locked, and the store keeps a second run out", async () => {
    bucket = await new Bucket(true).open();
    expect(await findings({ s3: bucket.settings("staging/terraform.tfstate") }, KEYS)).toEqual([]);
    expect(bucket.requests).toContain("PUT staging/terraform.tfstate.tflock");
    expect([...bucket.objects.keys()]).toEqual([]);
  });

  test("is not locked by a store that ignores the condition", async () => {
    bucket = await new Bucket(false).open();
    expect(await findings({ s3: bucket.settings("staging/terraform.tfstate") }, KEYS)).toEqual([
      'the bucket states of the state of staging does not lock: it takes a second write that says "only if there is none" → keep the state in a store with conditional writes (RemoteState.s3, .postgres or .hcp), or in another region',
    ]);
    expect([...bucket.objects.keys()]).toEqual([]);
  });

  test("is locked by somebody else", async () => {
    bucket = await new Bucket(true).open();
    const lock = {
      ID: "6d0b0b3b-aaaa-bbbb-cccc-000000000000",
      Who: "ada@laptop",
      Operation: "OperationTypeApply",
    };
    bucket.objects.set("staging/terraform.tfstate.tflock", JSON.stringify(lock));
    expect(await findings({ s3: bucket.settings("staging/terraform.tfstate") }, KEYS)).toEqual([
      expect.stringMatching(
        /^the state of staging cannot be locked: Error acquiring the state lock .*→ .*force-unlock/,
      ),
    ]);
  });

  test("cannot be read without credentials", async () => {
    bucket = await new Bucket(true).open();
    const env = {
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_SHARED_CREDENTIALS_FILE: "/no",
      AWS_CONFIG_FILE: "/no",
    };
    expect(await findings({ s3: bucket.settings("staging/terraform.tfstate") }, env)).toEqual([
      expect.stringMatching(/^the state of staging cannot be read: No valid credential sources found/),
    ]);
  });
});

test("state in a database that does not answer", async () => {
  const env = { PG_CONN_STR: "postgres://nobody@127.0.0.1:9/states?connect_timeout=2" };
  expect(await findings({ pg: { schema_name: "staging" } }, env)).toEqual([
    expect.stringMatching(/^the state of staging cannot be read: .*connection refused/),
  ]);
});
