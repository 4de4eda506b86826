import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "../../../report";
import { SandboxCommandLine } from "../../end-to-end/command-line";

jest.setTimeout(300_000);

const shell = new SandboxCommandLine();
const directory = mkdtempSync(join(tmpdir(), "plan-synthesized-test-"));
const [synthesized, output] = [join(directory, "other"), join(directory, "report")];

afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** This tree plays both parts: it synthesizes, and plans what was synthesized. */
const SYNTHESIZE = `CDKTF_OUTDIR="${synthesized}" node -r ./tools/register.cjs main.ts`;
const PLAN = `node -r ./tools/register.cjs commands/plan/index.ts --live --synthesized "${synthesized}" --output "${output}"`;

async function plan(before = "true") {
  const { exitCode, text } = await shell.exec("bash", "-c", `${before} && ${PLAN}`);
  const report = JSON.parse(readFileSync(join(output, "plan-report.json"), "utf8")) as Report;
  return { exitCode, text, report };
}

// biome-ignore lint/suspicious/noExplicitAny: Terraform's JSON, taken apart
function edit(change: (configuration: any) => void): void {
  const file = join(synthesized, "stacks", "staging", "cdk.tf.json");
  const configuration = JSON.parse(readFileSync(file, "utf8"));
  change(configuration);
  writeFileSync(file, JSON.stringify(configuration));
}

test("what other code synthesized is planned against what is deployed", async () => {
  for (const stack of ["staging", "production"])
    await shell.sandbox(["push", "--private", `ghcr.io/lingobot/lingobot:${stack}-latest`]);
  expect((await shell.sandbox(["deploy"])).exitCode).toBe(0);

  const same = await plan(SYNTHESIZE);
  expect(same.report.diagnostics).toEqual([]);
  expect(same.report.changes).toEqual([]);
  expect(same.exitCode).toBe(0);

  edit(({ resource }) => {
    const [service] = resource.digitalocean_app.App_F1B96344.spec.service;
    service.env.push({ key: "GREETING", value: "hello", type: "GENERAL", scope: "RUN_TIME" });
  });
  const changed = await plan();
  expect(changed.exitCode).toBe(2);
  expect(changed.report.changes.map(({ stack, address }) => `${stack} ${address.split(".")[0]}`)).toEqual([
    "staging digitalocean_app",
  ]);
});

test("what the base's policies do not let pass is a failure, whatever the other code's say", async () => {
  expect((await shell.exec("bash", "-c", SYNTHESIZE)).exitCode).toBe(0);
  edit(({ resource }) => {
    resource.digitalocean_app.App_F1B96344.spec.service[0].env.push({
      key: "PASSWORD",
      value: "hunter2-hunter2",
      type: "SECRET",
      scope: "RUN_TIME",
    });
  });
  const { exitCode, text, report } = await plan();
  expect(report.policies).toContainEqual(expect.objectContaining({ stack: "staging", result: "fail" }));
  expect(text).toMatch(/^## Plan: \d (policy does|policies do) not hold; 1 redeployed\n/m);
  expect(exitCode).toBe(1);
  expect((await shell.exec("bash", "-c", SYNTHESIZE)).exitCode).toBe(0);
});

test("a secret that somebody exported is not given to it, and what is refused is not planned", async () => {
  edit(({ variable, output }) => {
    variable.LQBOT_OPENAI_API_KEY.sensitive = false;
    output.monthly_price.value = "${var.LQBOT_OPENAI_API_KEY}";
  });
  const exported = await plan("export TF_VAR_LQBOT_OPENAI_API_KEY=the-real-one");
  expect(exported.report.outputs).toHaveLength(1);
  expect(exported.text).not.toContain("the-real-one");
  edit(({ output }) => {
    output.monthly_price.value = '${file("/proc/self/environ")}';
  });
  const refused = await plan();
  expect(refused.exitCode).toBe(1);
  expect(refused.report.changes).toEqual([]);
  expect(refused.report.diagnostics).toEqual([
    expect.objectContaining({
      stack: "staging",
      summary: "not planned, because of output.monthly_price.value",
    }),
  ]);
});
