import type { DeliveryPipelineProps } from "../../../constructs/delivery-pipeline";
import { problemsOf } from "../synthesize";
import { LINGOBOT, pipelineOf } from "./lingobot-pipeline";

const told = (change: Partial<DeliveryPipelineProps>) =>
  problemsOf(pipelineOf({ ...LINGOBOT, ...change }).node.root);

test("code owners that GitHub would not understand", () => {
  const codeOwners = {
    "/a/": ["platform", "@lingobot/platform"],
    "/b/": ["@ops team", "a@b.example", "@me"],
  };
  expect(told({ codeOwners })).toEqual([
    'code owners are malformed, so GitHub ignores the line of the file that they stand in; got ["platform","@ops team"]; allowed: @user, @organization/team or an e-mail address; write them like "@lingobot/platform"',
  ]);
});

test("updates for a branch that nobody makes", () => {
  expect(told({ updatesBranch: "dev" })).toEqual([
    'updatesBranch is no branch of the repository, so Dependabot would propose nothing; got "dev"; allowed: main, staging, develop; name one of these, or leave updatesBranch out',
  ]);
});

test("names of the local environment", () => {
  const localEnvironment = { variables: { "A-B": "x", KEY: "y" }, secrets: ["KEY", "TOKEN"] };
  expect(told({ localEnvironment })).toEqual([
    'variables of the local environment are malformed; got ["A-B"]; allowed: letters, digits and underscores, not beginning with a digit; rename them, for example LQBOT_LOG_LEVEL',
    'the local environment declares names twice, so that one line of .env would hide the other; got ["KEY"]; keep each as a variable or as a secret',
  ]);
});
