import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { InstanceSize, NotificationTarget, RemoteState, Secret, validateTree } from "../constructs";
import { lingobot } from "../lingobot";
import { type EnvironmentSettings, EnvironmentStack } from "../stacks";
import { bareEnvironment } from "./bare-environment";

// Called by bench/run.ts: synth-many.ts ours|bare COUNT. Prints milliseconds, megabytes and resources as JSON.
const [kind, count = "1"] = process.argv.slice(2);
const names = Array.from({ length: Number(count) }, (_, index) => `environment-${index}`);
const outdir = mkdtempSync(join(tmpdir(), "synth-"));
const started = performance.now();
const app = new App({ outdir });

if (kind === "ours") {
  const environments = names.map(
    (name): EnvironmentSettings => ({
      name,
      branch: "develop",
      size: InstanceSize.XXS,
      variables: { LQBOT_ENVIRONMENT: name, LQBOT_LOG_LEVEL: "DEBUG", LQBOT_LLM_PROVIDER: "openai" },
      secrets: ["LQBOT_OPENAI_API_KEY", "LQBOT_GROK_API_KEY", "LQBOT_ELEVENLABS_API_KEY"].map(Secret.named),
      notify: [NotificationTarget.email("platform@lingobot.example")],
    }),
  );
  const state = RemoteState.spaces({ bucket: "lingobot-terraform-state", region: "nyc3" });
  for (const environment of environments)
    new EnvironmentStack(app, environment, lingobot, { state, deletionProtection: true });
  validateTree(app);
} else {
  for (const name of names) bareEnvironment(app, name);
}
app.synth();
const milliseconds = performance.now() - started;
const megabytes = process.memoryUsage().heapUsed / 2 ** 20;
const stacks = readdirSync(join(outdir, "stacks")).filter((name) => name.startsWith("environment-")).length;
rmSync(outdir, { recursive: true });
console.log(JSON.stringify({ milliseconds, megabytes, stacks }));
