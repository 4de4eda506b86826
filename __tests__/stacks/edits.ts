import { InstanceSize, Scaling, Secret } from "../../constructs";
import { lingobot } from "../../lingobot";
import type { EnvironmentSettings, PlatformSettings } from "../../stacks";
import { withEnvironment } from "./platform-under-test";

const production = lingobot.environments.find(({ name }) => name === "production");
const { variables = {}, secrets = [] } = production ?? {};

/** What LingoBot's team does to its settings on an ordinary day. */
export const EDITS: Readonly<Record<string, PlatformSettings>> = {
  "size-up": withEnvironment("production", { size: InstanceSize.S, monthlyBudget: 50 }),
  "autoscaling-on": withEnvironment("production", {
    size: InstanceSize.DEDICATED_1VCPU_512MB,
    scaling: Scaling.onCpu({ min: 2, max: 5, percent: 70 }),
    monthlyBudget: 145,
  }),
  "add-variable": withEnvironment("production", { variables: { ...variables, LQBOT_GREETING: "hello" } }),
  "add-secret": withEnvironment("production", { secrets: [...secrets, Secret.named("LQBOT_STRIPE_KEY")] }),
  "remove-secret": withEnvironment("production", { secrets: secrets.slice(1) }),
  "add-reviewer": withEnvironment("production", { approval: { teams: ["platform"], users: ["grace"] } }),
  "add-domain": withEnvironment("production", { domains: [{ name: "bot.lingobot.example" }] }),
  "rename-environment": renamed("staging", "qa"),
};

/** The environment under another name, in what other environments say about it too. */
function renamed(name: string, other: string): PlatformSettings {
  const environments = lingobot.environments.map((environment) => {
    if (environment.name === name) return { ...environment, name: other };
    const { delivery } = environment;
    if (delivery?.promoteFrom !== name) return environment;
    return { ...environment, delivery: { ...delivery, promoteFrom: other } };
  });
  return { ...lingobot, environments: environments as EnvironmentSettings[] };
}
