import { problemsOf } from "../../synthesize";
import { LINGOBOT, pipelineOf } from "../lingobot-pipeline";

const problems = (preview: object) => problemsOf(pipelineOf({ ...LINGOBOT, preview }));

test("the defaults are in order, and so is a larger size with a higher limit", () => {
  expect(problems({})).toEqual([]);
  expect(problems({ instanceSize: "apps-s-1vcpu-1gb", maxMonthlyDollars: 12 })).toEqual([]);
  // A size that is newer than the catalogue is left to the tool, which asks DigitalOcean.
  expect(problems({ instanceSize: "apps-s-of-tomorrow" })).toEqual([]);
});

test.each([
  [
    { instanceSize: "apps-s-1vcpu-1gb" },
    'a preview costs more than it may: $12 a month; got "apps-s-1vcpu-1gb"; allowed: at most $5: apps-s-1vcpu-0.5gb',
  ],
  [{ maxApps: 0 }, "previews are limited to an impossible number"],
  [{ maxApps: 1.5 }, "previews are limited to an impossible number"],
  [{ maxMonthlyDollars: Number.NaN }, "a preview costs more than it may"],
])("%j", (preview, message) => {
  expect(problems(preview)).toEqual([expect.stringContaining(message)]);
});
