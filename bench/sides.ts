import type { App } from "cdktf";
import { InstanceSize, NotificationTarget, RemoteState, Secret, validateTree } from "../constructs";
import { lingobot } from "../lingobot";
import { enforcePolicies } from "../policies";
import { type EnvironmentSettings, EnvironmentStack } from "../stacks";
import { refusePlaceholders } from "../stacks/refuse-placeholders";
import { requireValues } from "../stacks/require-values";
import { bareEnvironment } from "./bare-environment";

/** Environments by our constructs, as platform-run.ts has them written. */
export function ours(app: App, names: readonly string[]): void {
  const state = RemoteState.spaces({ bucket: "lingobot-terraform-state", region: "nyc3" });
  for (const name of names) {
    const options = { state, deletionProtection: true };
    const stack = new EnvironmentStack(app, environmentOf(name), lingobot, options);
    requireValues(stack);
    refusePlaceholders(stack);
  }
  enforcePolicies(app, { today: new Date(), lower: names, pipelineImages: ["ghcr.io/lingobot/lingobot"] });
  validateTree(app);
}

/** The same by cdktf alone. */
export function bare(app: App, names: readonly string[]): void {
  for (const name of names) bareEnvironment(app, name);
}

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
