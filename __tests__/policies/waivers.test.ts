import { Scaling } from "../../constructs";
import type { PolicySettings, Waiver } from "../../policies";
import { withEnvironment } from "../stacks/platform-under-test";
import { evaluated, resultOf, TODAY } from "./evaluated";

const WAIVER: Waiver = {
  policy: "production-instances",
  stack: "production",
  reason: "one instance until the session store is shared",
  expires: "2027-03-31",
};

/** Production in one instance, under these waivers. */
function single(waivers: readonly unknown[], settings: PolicySettings = {}) {
  return evaluated({
    settings: withEnvironment("production", { scaling: Scaling.fixed(1) }),
    run: { settings: { ...settings, waivers: waivers as Waiver[] } },
  });
}

const messages = ({ problems }: ReturnType<typeof evaluated>) => problems.map(({ message }) => message);
const VIOLATION = expect.stringContaining("policy production-instances: the service");

test("a waiver with a reason and a date lets a violation pass, and keeps what it waives", () => {
  const evaluation = single([WAIVER]);
  expect(evaluation.problems).toEqual([]);
  expect(resultOf(evaluation, "production-instances")).toMatchObject({
    result: "waived",
    message: expect.stringContaining("got 1; allowed: 2 or more"),
    findings: [expect.objectContaining({ got: 1 })],
    waiver: { reason: WAIVER.reason, expires: WAIVER.expires },
  });
  expect(resultOf(evaluation, "production-instances", "staging").result).toBe("not applicable");
});

test("also what cannot be evaluated", () => {
  const evaluation = evaluated({
    change: (stack) => stack.addOverride("module", { cache: { source: "./cache" } }),
    run: { settings: { waivers: [{ ...WAIVER, policy: "health-check" }] } },
  });
  expect(resultOf(evaluation, "health-check").result).toBe("waived");
  expect(resultOf(evaluation, "uptime-check").result).toBe("cannot be evaluated");
});

describe("the calendar, in UTC", () => {
  const on = (today: string) =>
    evaluated({
      settings: withEnvironment("production", { scaling: Scaling.fixed(1) }),
      run: { today: new Date(today), settings: { waivers: [WAIVER] } },
    });

  test.each(["2027-03-31T00:00:00Z", "2027-03-31T23:59:59.999Z", "2027-04-01T01:00:00+02:00"])(
    "it still holds at %s",
    (today) => expect(on(today).problems).toEqual([]),
  );

  test.each(["2027-04-01T00:00:00Z", "2027-03-31T23:00:00-01:00"])("it has expired at %s", (today) => {
    expect(messages(on(today))).toEqual([
      'the waiver of production-instances for production has expired; got "2027-03-31"; allowed: 2027-04-01, which is today, or later; mend what it waived and remove it, or decide anew and give it another day',
      VIOLATION,
    ]);
  });
});

describe("a waiver that is wrong does not count, and is told with the violation", () => {
  test.each<[string, object, string]>([
    [
      "no such policy",
      { policy: "two-instances" },
      'a waiver names a policy that does not exist; got "two-instances"; allowed: production-instances, production-approval,',
    ],
    [
      "no such stack",
      { stack: "prod" },
      'the waiver of production-instances names a stack that does not exist; got "prod"; allowed: repository, staging, production; correct or remove it',
    ],
    [
      "a blank reason",
      { reason: "  " },
      'the waiver of production-instances for production has no reason; got "  "; say why, for whoever reads the plan report',
    ],
    [
      "no reason",
      { reason: undefined },
      "the waiver of production-instances for production has no reason; say why",
    ],
    [
      "no date",
      { expires: undefined },
      "the waiver of production-instances for production has no day on which it expires; allowed: a day of the calendar in UTC, YYYY-MM-DD",
    ],
    ["a date of another form", { expires: "31.03.2027" }, 'no day on which it expires; got "31.03.2027"'],
    ["a day that no calendar has", { expires: "2027-02-30" }, 'no day on which it expires; got "2027-02-30"'],
    [
      "a reason that says nothing",
      { reason: " r  r " },
      'the reason of the waiver of production-instances for production says too little; got " r  r "; allowed: three words or more, and 15 letters; say why it cannot hold yet, and until when',
    ],
    ["a reason of one word", { reason: "temporarilydisabled" }, "says too little"],
    [
      "a day that is more than a year away",
      { expires: "2028-03-11" },
      'the waiver of production-instances for production holds for more than a year; got "2028-03-11"; allowed: 2028-03-10 or earlier; give it an earlier day, and decide anew then',
    ],
    ["a year that nobody sees", { expires: "2099-11-24" }, "holds for more than a year"],
    ["a time", { expires: "2027-03-31T10:00Z" }, 'write it like "2027-01-31"'],
  ])("%s", (_what, change, message) => {
    expect(messages(single([{ ...WAIVER, ...change }]))).toEqual([
      expect.stringContaining(message),
      VIOLATION,
    ]);
  });

  test("but a year from today is near enough", () => {
    expect(messages(single([{ ...WAIVER, expires: "2028-03-10" }]))).toEqual([]);
  });

  test("two of the same: the second is told", () => {
    expect(messages(single([WAIVER, { ...WAIVER, reason: "the same once more" }]))).toEqual([
      'production-instances is waived for production twice; got "the same once more"; keep one',
    ]);
  });

  test("faults of the settings are told at the settings", () => {
    expect(single([{ ...WAIVER, reason: "" }]).problems.map(({ path }) => path)).toEqual([
      "policies",
      "production",
    ]);
  });
});

describe("a waiver that waives nothing", () => {
  const useless = (waiver: Partial<Waiver>, change = {}) =>
    evaluated({ ...change, run: { settings: { waivers: [{ ...WAIVER, ...waiver }] }, ...change } });

  test("is a fault: left there, it would hide the next violation", () => {
    expect(messages(useless({}))).toEqual([
      "the waiver of production-instances for production waives nothing: holds; remove it",
    ]);
    expect(messages(useless({ stack: "staging" }))).toEqual([
      "the waiver of production-instances for staging waives nothing: not applicable; remove it",
    ]);
  });

  test("but not when only this run does not ask: it is needed in others", () => {
    const waiver: Waiver = { ...WAIVER, policy: "deletion-protection" };
    const options = { destroyable: ["production"] };
    const run = { destroyable: ["production"], settings: { waivers: [waiver] } };
    expect(evaluated({ options, run }).problems).toEqual([]);
  });
});

describe("a team raises, and never lowers, what the platform sets", () => {
  const withSettings = (settings: PolicySettings) => evaluated({ run: { settings } });

  test("raised, it is asked of production", () => {
    const evaluation = withSettings({ minimumInstances: 3, minimumReviewers: 2 });
    expect(messages(evaluation)).toEqual([
      expect.stringContaining("got 2; allowed: 3 or more"),
      expect.stringContaining("got 1; allowed: 2 or more; name reviewers"),
    ]);
  });

  test.each<[PolicySettings, string]>([
    [
      { minimumInstances: 1 },
      "`minimumInstances` lowers what the platform sets: the platform says 2, the settings say 1; got 1; allowed: 2 or more; raise it or leave it out; for one stack and a time, waive the policy",
    ],
    [
      { minimumReviewers: 0 },
      "`minimumReviewers` lowers what the platform sets: the platform says 1, the settings say 0; got 0; allowed: 1 or more",
    ],
    [{ minimumInstances: 2.5 }, "`minimumInstances` is no whole number; got 2.5; allowed: 2 or more"],
    [{ minimumInstances: "9" as never }, '`minimumInstances` is no whole number; got "9"'],
    [
      { everywhere: ["image-digest"] },
      '`everywhere` names what is no policy of production; got "image-digest"; allowed: production-instances, production-approval, production-self-review, production-admin-bypass, production-branch-policy, alert-destinations, uptime-check, health-check; correct it, or leave it out: the other policies are asked of every stack anyway',
    ],
  ])("%j is told", (settings, message) => {
    expect(messages(withSettings(settings))).toEqual([expect.stringContaining(message)]);
  });

  test("lowered, the platform's holds", () => {
    expect(messages(single([], { minimumInstances: 1 }))).toEqual([
      expect.stringContaining("lowers what the platform sets"),
      expect.stringContaining("got 1; allowed: 2 or more"),
    ]);
  });

  test("production's policies are asked of every stack that has what they are about", () => {
    const evaluation = withSettings({ everywhere: ["production-instances", "alert-destinations"] });
    expect(resultOf(evaluation, "production-instances", "staging").result).toBe("violated");
    expect(resultOf(evaluation, "alert-destinations", "staging").result).toBe("holds");
    expect(resultOf(evaluation, "alert-destinations", "repository").message).toBe("no apps");
  });
});

test("the same stacks, run and day give the same results", () => {
  expect(evaluated({ run: { today: TODAY } })).toEqual(evaluated({ run: { today: TODAY } }));
});
