import { differences } from "./compare";
import { replay, scenarios, steps } from "./scenario";

const MINUTES = 60_000;

describe("plans of the sandbox are those of the real providers", () => {
  test.each(scenarios())(
    "%s",
    async (scenario) => {
      const plans = await replay(scenario);

      const found = steps(scenario).flatMap((step) => {
        const plan = plans.get(step.name);
        const lines = plan === undefined ? ["not planned"] : differences(plan, step.recorded);
        return lines.map((line) => `${step.name} ${line}`);
      });
      expect(found).toEqual([]);
    },
    3 * MINUTES,
  );
});
