import { contextOf } from "../../../commands/plan/context";
import { leftBehind } from "../../../commands/plan/left-behind";
import { lingobot } from "../../../lingobot";
import { markdown, reportOf } from "../../../report";
import type { PlatformSettings } from "../../../stacks";
import type { SynthesizedStack } from "../../../tools/synthesized";
import { synthesizedStacks } from "../../stacks/platform-under-test";

function stacksOf(settings: PlatformSettings): SynthesizedStack[] {
  return Object.entries(synthesizedStacks(settings)).map(([name, configuration]) => ({
    name,
    directory: "",
    configuration: configuration as SynthesizedStack["configuration"],
  }));
}

/** What a reader sees when the settings lose their production, or call it otherwise. */
function told(environments: PlatformSettings["environments"]) {
  const plans = leftBehind(stacksOf(lingobot), stacksOf({ ...lingobot, environments }));
  const report = reportOf(plans, contextOf(lingobot));
  return { report, text: markdown(report) };
}

const [staging, production] = lingobot.environments as [
  PlatformSettings["environments"][number],
  PlatformSettings["environments"][number],
];

test("an environment that is taken out is told with what runs on, what it costs, and how it goes", () => {
  const { report, text } = told([staging]);
  expect(text).toContain("## Plan: 1 forgotten");
  expect(text).toContain("| production | 1 forgotten | $24 |");
  expect(text).toContain(
    "(production): the stack is no longer defined, and nothing manages what it made: app lingobot-production, which runs on and is billed, and 12 other objects",
  );
  expect(text).toContain("to go: npm run destroy -- production, before this is merged");
  expect(report.exitCode).toBe(2);
});

test("a renamed one is told as such: to Terraform it is a new one", () => {
  const { text } = told([staging, { ...production, name: "prod" }]);
  expect(text).toContain(
    "prod is made beside it: a renamed environment is a new one to Terraform, with another address, without the image that runs and its deployments",
  );
  expect(text).toContain("renamed: keep the name production in the settings");
});

test("nothing is told while every stack is defined", () => {
  expect(leftBehind(stacksOf(lingobot), stacksOf(lingobot))).toEqual([]);
});
