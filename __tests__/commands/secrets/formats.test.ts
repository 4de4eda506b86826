import { formatsOf } from "../../../commands/secrets/formats";
import { rotateSecret } from "../../../commands/secrets/run";
import { faultOfValue } from "../../../commands/secrets/value-fault";
import { secretValues } from "../../../commands/secrets/values";
import { NotificationTarget, Secret } from "../../../constructs";
import { PULL_CREDENTIAL, variables } from "../../../sandbox/credentials";
import { PLACEHOLDER } from "../../../stacks/placeholder";
import { synthesizedStacks, withEnvironment } from "../../stacks/platform-under-test";
import { DeployedEnvironment, tokenOf, VALUES } from "./deployed-environment";

jest.setTimeout(120_000);

const slack = NotificationTarget.slack({ channel: "#ops", webhook: Secret.named("OPS_WEBHOOK") });
const settings = withEnvironment("staging", { notify: [slack] });
const stacks = Object.entries(synthesizedStacks(settings)).map(([name, configuration]) => ({
  name,
  directory: "",
  configuration,
}));
const formats = formatsOf(stacks);

test("are those that Terraform checks, each of them", () => {
  const asked = [...JSON.stringify(stacks).matchAll(/regex\(\\"[^"]+\\", var\.(\w+)\)/g)].map(
    ([, name]) => name,
  );
  expect([...formats.keys()].sort()).toEqual([...new Set(asked)].sort());
  expect([...formats.keys()].sort()).toEqual(["DO_ACCESS_TOKEN", "GHCR_PULL_CREDENTIAL", "OPS_WEBHOOK"]);
});

test.each([
  ["GHCR_PULL_CREDENTIAL", PULL_CREDENTIAL, "ghp_tokenalone", "username:token"],
  ["GHCR_PULL_CREDENTIAL", "user:token", "user: token", "username:token"],
  [
    "OPS_WEBHOOK",
    "https://hooks.slack.com/services/T0/B0/x",
    "https://example.com/hook",
    "a Slack webhook URL, https://hooks.slack.com/services/…",
  ],
  [
    "DO_ACCESS_TOKEN",
    tokenOf("a"),
    "dop_v1_short",
    "a DigitalOcean token, dop_v1_ and 64 hexadecimal digits",
  ],
  ["DO_ACCESS_TOKEN", "0".repeat(64), "ghp_0000", "a DigitalOcean token, dop_v1_ and 64 hexadecimal digits"],
])("%s takes what it should and nothing else", (name, good, bad, description) => {
  expect(faultOfValue(good, formats.get(name))).toBeUndefined();
  expect(faultOfValue(bad, formats.get(name))).toBe(`is not ${description}`);
});

test.each([
  ["", "has no value"],
  [PLACEHOLDER, "is a placeholder, which is for planning only"],
  ['"quoted"', "stands in quotes, which would be part of it"],
  ["'quoted'", "stands in quotes, which would be part of it"],
  ["EV[1:bm9uY2U=:Y2lwaGVy]", "is what DigitalOcean shows of a secret, and not its value"],
  ["key ", "begins or ends with white space"],
  ["\tkey", "begins or ends with white space"],
  ["key\n", "begins or ends with white space"],
])("no secret at all is %j", (value, fault) => {
  expect(faultOfValue(value)).toBe(fault);
});

test.each(["key", "a b", "it's", "-----BEGIN KEY-----\nAA==\n-----END KEY-----\n"])(
  "but may be %j",
  (value) => {
    expect(faultOfValue(value)).toBeUndefined();
  },
);

test("a sandbox's own values have them", () => {
  const values = variables(stacks, {});
  for (const [name, format] of formats)
    expect(faultOfValue(values[`TF_VAR_${name}`] ?? "", format)).toBeUndefined();
});

test("all faults are told at once, and no value", async () => {
  const env = {
    TF_VAR_GHCR_PULL_CREDENTIAL: "s3cret-alone",
    TF_VAR_DO_ACCESS_TOKEN: "s3cret",
    TF_VAR_KEY: " s3cret",
  };
  const asked = secretValues(["GHCR_PULL_CREDENTIAL", "DO_ACCESS_TOKEN", "KEY"], formats, env);
  await expect(asked).rejects.toThrow(
    /^the secret GHCR_PULL_CREDENTIAL is not username:token; export its real value as TF_VAR_GHCR_PULL_CREDENTIAL, or type it when asked\nthe secret DO_ACCESS_TOKEN is not a DigitalOcean token, dop_v1_ and 64 hexadecimal digits; [^\n]+\nthe secret KEY begins or ends with white space; [^\n]+\nnothing was sent$/,
  );
  await expect(asked).rejects.not.toThrow("s3cret");
});

test("nothing is sent of a rotation to what has another form, and Terraform refuses it as well", async () => {
  const staging = await DeployedEnvironment.start();
  try {
    await staging.terraform(["init"], {});
    const bad = await staging.terraform(["plan"], { ...VALUES, DO_ACCESS_TOKEN: "dop_v1_s3cret" });
    expect(bad.output.replace(/[│\s]+/g, " ")).toContain(
      "DO_ACCESS_TOKEN must be a DigitalOcean token, dop_v1_ and 64 hexadecimal digits: correct TF_VAR_DO_ACCESS_TOKEN.",
    );
    expect(bad.output).not.toContain("s3cret");
    expect((await staging.terraform(["apply", "-auto-approve"], VALUES)).exitCode).toBe(0);
    const before = [staging.deployments, staging.sealedPullCredential()];
    const run = staging.run({ GHCR_PULL_CREDENTIAL: "ghp_alone" });
    await expect(rotateSecret("GHCR_PULL_CREDENTIAL", [staging.staging()], run, true)).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining("the secret GHCR_PULL_CREDENTIAL is not username:token"),
    });
    expect([staging.deployments, staging.sealedPullCredential()]).toEqual(before);
  } finally {
    await staging.stop();
  }
});
