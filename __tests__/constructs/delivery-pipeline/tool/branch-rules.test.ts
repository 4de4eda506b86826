import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";
import { type ProtectedBranch, RequiredCheck } from "../../../../constructs";
import { expectedProtection } from "../../../../constructs/delivery-pipeline";
import {
  compareBranchRules,
  type LiveRule,
} from "../../../../constructs/delivery-pipeline/tool/gate/branch-rules";
import { platformConfig } from "./run-tool";

type Key = keyof ProtectedBranch;
type Compared = readonly [asked: unknown, notAsked: unknown];

/** Each key with a value that asks for protection, and one that does not. */
const COMPARED: Partial<Record<Key, Compared>> = {
  approvals: [2, 0],
  dismissStaleApprovals: [true, false],
  lastPushApproval: [true, false],
  codeOwnerApproval: [true, false],
  resolvedThreads: [true, false],
  signedCommits: [true, false],
  linearHistory: [true, false],
  upToDate: [true, false],
  allowForcePush: [false, true],
  allowDeletion: [false, true],
  mergeQueue: [true, false],
  codeScanning: [{}, undefined],
  requiredChecks: [[RequiredCheck.external("Licenses", 57_789)], []],
};

/** Each key that the branch rules do not compare, with the reason. */
const NOT_COMPARED: Partial<Record<Key, string>> = {
  name: "which branch it is",
  promotedFrom: "says how branches are merged into each other; no rule comes of it",
  rulesetName: "a name protects nothing",
  protected: "without a ruleset nothing is compared",
  enforcement: "a ruleset that does not block is not compared",
  bypass: "compared by its own call, with the App's token",
};

const LAX = Object.fromEntries(Object.entries(COMPARED).map(([key, [, notAsked]]) => [key, notAsked]));

/** Nothing but the pull request and the required check that every branch has. */
const BARE: readonly LiveRule[] = [
  { type: "pull_request", parameters: {} },
  {
    type: "required_status_checks",
    parameters: { required_status_checks: [{ context: "All Pass", integration_id: 15368 }] },
  },
];

function findings(branch: Partial<ProtectedBranch>, live: readonly LiveRule[]): readonly string[] {
  const { branchRules } = expectedProtection(
    { plan: "enterprise", visibility: "private", branches: ["main"] },
    { name: "main", ...branch },
  );
  if (branchRules === undefined) throw new Error("the branch has no rules");
  return compareBranchRules(branchRules, platformConfig.requiredCheck, live).map(
    ({ what, wanted, live: found }) => `${what}: ${JSON.stringify(wanted)}, live ${JSON.stringify(found)}`,
  );
}

/** The keys of ProtectedBranch and BranchRules as they are declared. */
function declaredKeys(): readonly string[] {
  const file = join(__dirname, "../../../../constructs/repository-protection/branch-rules.ts");
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
  const wanted = ["BranchRules", "ProtectedBranch"];
  return source.statements
    .filter(ts.isInterfaceDeclaration)
    .filter(({ name }) => wanted.includes(name.text))
    .flatMap(({ members }) => members.map((member) => (member.name as ts.Identifier).text));
}

test("every key of a protected branch is compared, or listed with the reason why not", () => {
  const known = [...Object.keys(COMPARED), ...Object.keys(NOT_COMPARED)];
  expect([...declaredKeys()].sort()).toEqual(known.sort());
});

test("a branch that asks for nothing is content with the bare rules", () => {
  expect(findings(LAX, BARE)).toEqual([]);
});

test.each(Object.entries(COMPARED))("%s: a live branch without it is weaker", (key, [asked]) => {
  expect(findings({ ...LAX, [key]: asked }, BARE)).not.toEqual([]);
});

const SCANNING = { tool: "CodeQL", alerts_threshold: "errors", security_alerts_threshold: "high_or_higher" };
const withScanning = (...tools: readonly object[]): readonly LiveRule[] => [
  ...BARE,
  { type: "code_scanning", parameters: { code_scanning_tools: tools } },
];

test("code scanning: as strict or stricter passes, several rules add up", () => {
  const strict = { ...SCANNING, alerts_threshold: "all", security_alerts_threshold: "medium_or_higher" };
  expect(findings({ ...LAX, codeScanning: {} }, withScanning(SCANNING))).toEqual([]);
  expect(findings({ ...LAX, codeScanning: {} }, withScanning(strict))).toEqual([]);
  const half = { ...SCANNING, alerts_threshold: "none" };
  const other = { ...SCANNING, security_alerts_threshold: "none" };
  expect(findings({ ...LAX, codeScanning: {} }, withScanning(half, other))).toEqual([]);
});

test.each([
  ["fewer quality alerts", { alerts_threshold: "none" }],
  ["fewer security alerts", { security_alerts_threshold: "critical" }],
  ["another tool", { tool: "Semgrep" }],
  ["a threshold that is not known", { alerts_threshold: "some" }],
])("code scanning, %s: weaker", (_name, change) => {
  const live = { ...SCANNING, ...change };
  const [finding, ...rest] = findings({ ...LAX, codeScanning: {} }, withScanning(live));
  expect(rest).toEqual([]);
  expect(finding).toBe(`code scanning: ${JSON.stringify(SCANNING)}, live ${JSON.stringify([live])}`);
});

test("each missing rule and check is told by its name", () => {
  const check = RequiredCheck.external("Licenses", 57_789);
  const asked = { signedCommits: true, linearHistory: true, mergeQueue: true, requiredChecks: [check] };
  expect(findings({ ...LAX, upToDate: false, ...asked }, BARE)).toEqual([
    'required check: {"context":"Licenses","integration_id":57789}, live [{"context":"All Pass","integration_id":15368}]',
    "signed commits: true, live false",
    "linear history: true, live false",
    "merge queue: true, live false",
  ]);
});

test.each([
  ["signedCommits", true, "required_signatures"],
  ["linearHistory", true, "required_linear_history"],
  ["mergeQueue", true, "merge_queue"],
  ["allowForcePush", false, "non_fast_forward"],
  ["allowDeletion", false, "deletion"],
])("%s is kept by GitHub's own rule and by no other", (key, asked, type) => {
  const branch = { ...LAX, upToDate: false, [key]: asked };
  expect(findings(branch, [...BARE, { type }])).toEqual([]);
  expect(findings(branch, [...BARE, { type: "creation" }])).toHaveLength(1);
});
