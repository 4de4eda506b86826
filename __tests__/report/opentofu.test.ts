import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readPlan } from "../../report";
import { reported } from "./plans";

/**
 * `tofu show -json` of OpenTofu 1.10, recorded from the sandbox: before.tf was applied and its state read anew, then
 * after.tf was planned.
 */
const recorded = readPlan(readFileSync(join(__dirname, "opentofu", "plan.json"), "utf8"), "plan.json").plan;
const { text, report, everything } = reported(recorded);

test("a plan of OpenTofu is told as one of Terraform", () => {
  expect(recorded.resource_changes?.[0]?.provider_name).toContain("registry.opentofu.org/");
  expect(text.split("\n")[0]).toBe(
    "## Plan: 1 destroyed, 2 replaced, 1 forgotten, 1 updated, 1 created, 1 moved, 1 output change",
  );
  expect(report.changes.map(({ kind, address }) => [kind, address])).toEqual([
    ["destroy", "digitalocean_project.gone"],
    ["replace", "digitalocean_domain.zone"],
    ["replace", "github_actions_secret.s"],
    ["forget", "digitalocean_project.forgotten"],
    ["update", "digitalocean_project.changed"],
    ["create", "digitalocean_project.created"],
    ["move", "digitalocean_project.new_name"],
  ]);
  expect(text).toContain(
    '`name`: `"before.example.com"` → `"after.example.com"` — **forces the replacement**',
  );
  expect(text).toContain("`digitalocean_project.new_name`: moved from `digitalocean_project.old_name`");
});

test("and its sensitive values are not", () => {
  expect(text).toContain("`plaintext_value`: (sensitive) → another (sensitive) value");
  expect(everything).not.toContain("a-sensitive-default");
});

test("a project of another name is no renamed one", () =>
  expect(text).not.toContain("Renamed, not removed?"));
