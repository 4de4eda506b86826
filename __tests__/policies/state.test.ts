import { RemoteState } from "../../constructs";
import { platformRun } from "../../platform-run";
import { attachedProviders } from "../../policies";
import { type Case, standing, TODAY } from "./evaluated";

const PROVIDERS = ["digitalocean/digitalocean", "integrations/github"];
const local = { state: RemoteState.local({ directory: "/tmp/state" }) };
const backend = (value: object) => (stack: Parameters<NonNullable<Case["change"]>>[0]) => {
  stack.addOverride("terraform.backend", value);
};
/** Local state is written as an override over Spaces' backend, which goes. */
const only = (kind: string, settings: object) => backend({ s3: undefined, [kind]: settings });

describe("violated", () => {
  test("by state on this machine, with the real providers", () => {
    const { result, found } = standing("remote-state", { options: local });
    expect(found).toEqual([
      'the state is kept on this machine, or where it cannot be locked, and the stack\'s providers are the real ones; got "local"; allowed: spaces, s3, pg, cloud, or another remote backend that locks; keep it in RemoteState.spaces, .s3, .postgres or .hcp; for the sandbox, run it through npm run sandbox, which attaches its providers (terraform.backend)',
    ]);
    expect(result).toBe("violated");
  });

  test("by half of the providers attached: the other one is real", () => {
    const run = { standIns: ["integrations/github"] };
    expect(standing("remote-state", { options: local, run }).result).toBe("violated");
  });

  test.each([
    ["a provider that is nowhere required", "resource.aws_instance.A", {}],
    ["a data source of one", "data.http.A", { url: "https://example.com" }],
    ["a resource of another provider", "resource.digitalocean_tag.A", { name: "a", provider: "real.eu" }],
  ])("by %s, beside providers that are attached", (_what, path, value) => {
    const change: Case["change"] = (stack) => stack.addOverride(path, value);
    expect(standing("remote-state", { options: local, run: { standIns: PROVIDERS }, change }).result).toBe(
      "violated",
    );
  });

  test.each([
    [
      "s3 without a lock",
      backend({ s3: { use_lockfile: false } }),
      "the state is not locked; got false; allowed: a lock; keep it in RemoteState.spaces, .s3, .postgres or .hcp, which lock it, or turn the backend's lock on (terraform.backend[0].s3[0].use_lockfile)",
    ],
    [
      "consul without a lock",
      only("consul", { path: "x", lock: false }),
      "the state is not locked; got false",
    ],
    [
      "http without an address to lock at",
      only("http", { address: "https://state.example" }),
      "(terraform.backend[0].http[0].lock_address)",
    ],
    [
      "consul without a lock, said by a text",
      only("consul", { path: "x", lock: "false" }),
      'the state is not locked; got "false"',
    ],
    [
      "http with an empty address to lock at",
      only("http", { address: "https://state.example", lock_address: "" }),
      "(terraform.backend[0].http[0].lock_address)",
    ],
    [
      "s3 with a table of no name",
      backend({ s3: { use_lockfile: undefined, dynamodb_table: "" } }),
      "(terraform.backend[0].s3[0].use_lockfile)",
    ],
    ["a backend that is not known", only("swift", {}), 'got "swift"'],
  ])("by %s", (_what, change, message) => {
    const { result, found } = standing("remote-state", { change });
    expect(found.join("\n")).toContain(message);
    expect(result).toBe("violated");
  });
});

test("a lock of a variable cannot be evaluated", () => {
  const change = backend({ s3: { use_lockfile: "${var.lock}" } });
  expect(standing("remote-state", { change }).result).toBe("cannot be evaluated");
});

test.each<[string, Case]>([
  ["Spaces", {}],
  ["S3", { options: { state: RemoteState.s3({ bucket: "acme-state", region: "eu-central-1" }) } }],
  ["PostgreSQL", { options: { state: RemoteState.postgres() } }],
  ["HCP Terraform", { options: { state: RemoteState.hcp({ organization: "acme" }) } }],
  ["S3 locked by a table", { change: backend({ s3: { use_lockfile: undefined, dynamodb_table: "locks" } }) }],
])("holds: %s", (_where, change) => {
  expect(standing("remote-state", change)).toEqual({ result: "holds", found: [] });
});

describe("in the sandbox", () => {
  test("nothing is live when stand-ins serve every provider of the stack", () => {
    expect(standing("remote-state", { options: local, run: { standIns: PROVIDERS } }).result).toBe(
      "not applicable",
    );
  });

  test("a folder for the state alone does not make a sandbox", () => {
    const { policies } = platformRun({ PLATFORM_STATE_DIRECTORY: "/tmp/state" }, TODAY);
    expect(policies.standIns).toEqual([]);
  });

  test("the attached providers are read as Terraform reads them", () => {
    const attachments = {
      "registry.terraform.io/digitalocean/digitalocean": {},
      "registry.opentofu.org/digitalocean/digitalocean": {},
      "registry.terraform.io/integrations/github": {},
    };
    expect(attachedProviders(JSON.stringify(attachments))).toEqual(PROVIDERS);
    expect(attachedProviders(JSON.stringify({ "mirror.example/integrations/github": {} }))).toEqual([
      "mirror.example/integrations/github",
    ]);
    expect(attachedProviders(undefined)).toEqual([]);
    expect(attachedProviders("")).toEqual([]);
    for (const text of ["{", "[]", "7"])
      expect(() => attachedProviders(text)).toThrow(
        `TF_REATTACH_PROVIDERS does not say which providers are attached; got ${JSON.stringify(text)}; allowed: a JSON object by the providers' addresses; leave it to \`npm run sandbox -- exec\`, or unset it`,
      );
  });
});
