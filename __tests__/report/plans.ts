import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { markdown, type Report, type ReportContext, readPlan, reportOf } from "../../report";
import type { ChangeJson, Json, PlanJson, ResourceChangeJson } from "../../report/plan-json";

/** A resource of a plan, with what a test says about it. */
export function resource(
  address: string,
  actions: readonly string[],
  change: Partial<ChangeJson> = {},
  more: Partial<ResourceChangeJson> = {},
): ResourceChangeJson {
  const [type = "", name = ""] = address.split(".");
  return {
    address,
    mode: "managed",
    type,
    name,
    provider_name: `registry.terraform.io/test/${type.split("_")[0]}`,
    ...more,
    change: { actions, before: null, after: null, ...change },
  };
}

/** An update in place of one resource. */
export function update(address: string, before: Json, after: Json, change: Partial<ChangeJson> = {}) {
  return resource(address, ["update"], { before, after, ...change });
}

/** A plan of these resources. */
export function plan(changes: readonly ResourceChangeJson[], more: Partial<PlanJson> = {}): PlanJson {
  return { format_version: "1.2", terraform_version: "1.11.4", resource_changes: changes, ...more };
}

/** The report of one plan, its Markdown, and both renderings as one text. */
export function reported(planned: PlanJson, context: ReportContext = {}) {
  const report: Report = reportOf([{ name: "stack", plan: planned }], context);
  const text = markdown(report);
  return { report, text, everything: `${text}\n${JSON.stringify(report)}` };
}

/** What a reader sees of one update. */
export function seen(before: Json, after: Json, change: Partial<ChangeJson> = {}, address = "test_thing.a") {
  return reported(plan([update(address, before, after, change)])).text;
}

const RECORDED = join(__dirname, "..", "real-plans");

/** Names of the recorded plans: scenario/step. */
export const recordedNames = readdirSync(RECORDED, { withFileTypes: true })
  .filter((scenario) => scenario.isDirectory())
  .flatMap(({ name }) => readdirSync(join(RECORDED, name)).map((step) => `${name}/${step}`));

/** The configuration's part that pins providers. */
export function pinned(versions: Readonly<Record<string, string>>): Pick<PlanJson, "configuration"> {
  const provider_config = Object.fromEntries(
    Object.entries(versions).map(([provider, version_constraint]) => {
      const full_name = `registry.terraform.io/${provider}`;
      return [provider.split("/")[1] ?? "", { full_name, version_constraint }];
    }),
  );
  return { configuration: { provider_config } };
}

/** What the recorded plans were made with; some of them keep only the changes. */
export const MEASURED = pinned({ "digitalocean/digitalocean": "2.71.0", "integrations/github": "6.9.0" });

/** A plan of the real providers. */
export function recorded(name: string): PlanJson {
  return { ...MEASURED, ...readPlan(readFileSync(join(RECORDED, name, "plan.json"), "utf8"), name).plan };
}
