import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { InstanceSize, NotificationTarget, RemoteState, Secret, validateTree } from "../constructs";
import { lingobot } from "../lingobot";
import { enforcePolicies } from "../policies";
import { type EnvironmentSettings, EnvironmentStack } from "../stacks";
import { refusePlaceholders } from "../stacks/refuse-placeholders";
import { requireValues } from "../stacks/require-values";
import { bareEnvironment } from "./bare-environment";
import { terraformContent } from "./terraform-content";

// Called by bench/synth.ts: synth-many.ts ours|bare COUNT. Prints milliseconds, also of the processors, megabytes and what was written as JSON.
const [kind, count = "1"] = process.argv.slice(2);
const names = Array.from({ length: Number(count) }, (_, index) => `environment-${index}`);
const outdir = mkdtempSync(join(tmpdir(), "synth-"));
const state = RemoteState.spaces({ bucket: "lingobot-terraform-state", region: "nyc3" });
const started = performance.now();
const startedCpu = process.cpuUsage();
const app = new App({ outdir });

if (kind === "ours") {
  for (const name of names) {
    const options = { state, deletionProtection: true };
    const stack = new EnvironmentStack(app, environmentOf(name), lingobot, options);
    requireValues(stack);
    refusePlaceholders(stack);
  }
  enforcePolicies(app, { today: new Date(), lower: names, pipelineImages: ["ghcr.io/lingobot/lingobot"] });
  validateTree(app);
} else {
  for (const name of names) bareEnvironment(app, name);
}
app.synth();
const milliseconds = performance.now() - started;
const cpu = process.cpuUsage(startedCpu);
const cpuMilliseconds = (cpu.user + cpu.system) / 1000;
globalThis.gc?.();
const megabytes = process.memoryUsage().heapUsed / 2 ** 20;
const written = createHash("sha256");
for (const name of names) written.update(terraformContent(join(outdir, "stacks", name, "cdk.tf.json")));
rmSync(outdir, { recursive: true });
console.log(JSON.stringify({ milliseconds, cpuMilliseconds, megabytes, written: written.digest("hex") }));

function environmentOf(name: string): EnvironmentSettings {
  return {
    name,
    kind: "development",
    branch: "develop",
    size: InstanceSize.XXS,
    variables: { LQBOT_ENVIRONMENT: name, LQBOT_LOG_LEVEL: "DEBUG", LQBOT_LLM_PROVIDER: "openai" },
    secrets: ["LQBOT_OPENAI_API_KEY", "LQBOT_GROK_API_KEY", "LQBOT_ELEVENLABS_API_KEY"].map(Secret.named),
    notify: [NotificationTarget.email("platform@lingobot.example")],
  };
}
