import { failureOf } from "../../../commands/plan/terraform-plan";
import { markdown, reportOf } from "../../../report";

const configuration = `{"resource":{"github_branch":{"b":{"depends_on":["file(\\"/etc/hostname\\")"],"note":"${"x".repeat(5_000)}"}}}}`;
const output = `Initializing the backend...

╷
│ Error: Invalid expression
│
│   on cdk.tf.json line 1, in resource.github_branch.b:
│    1: ${configuration}
│
│ A single static variable reference is required: only attribute access is supported.
╵`;

test("of a failed command the report tells the error, its place and its reason, not the line it quotes", () => {
  const diagnostics = [failureOf("terraform init failed", { output })];
  const text = markdown(reportOf([{ name: "stack", plan: { errored: true }, diagnostics }]));
  expect(text).toContain("Error: Invalid expression");
  expect(text).toContain("in resource.github_branch.b");
  expect(text).toContain("A single static variable reference is required");
  expect(text).not.toContain("Initializing");
});

test("a secret that is cut in two by the end of what is told is not told in part", () => {
  const secret = "first-half-of-a-secret-and-its-second-half";
  const diagnostics = [failureOf("terraform plan failed", { output: `${secret}${".".repeat(1_980)}` })];
  const report = reportOf([{ name: "stack", plan: { errored: true }, diagnostics, secrets: [secret] }]);
  expect(`${markdown(report)}${JSON.stringify(report)}`).not.toMatch(/first-half|second-half/);
});

test("output without an error is told whole", () => {
  expect(failureOf("terraform init failed", { output: "\nkilled\n" })).toEqual({
    severity: "error",
    summary: "terraform init failed",
    detail: "killed",
  });
});

test("a long line that is no quotation is told whole", () => {
  const detail = `same-data-sources: ${"a data source must be one that the base reads; ".repeat(6)}plan it yourself`;
  const diagnostics = [{ severity: "error" as const, summary: "not planned", detail }];
  const text = markdown(reportOf([{ name: "stack", plan: { errored: true }, diagnostics }]));
  expect(text).toContain(detail);
});
