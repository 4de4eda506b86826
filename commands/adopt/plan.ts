import { type Report, reportOf } from "../../report";
import type { Imports, PlatformSettings } from "../../stacks";
import { PLACEHOLDER } from "../../stacks/placeholder";
import { requiredVariables, type SynthesizedStack } from "../../tools/synthesized";
import type { Clouds } from "../clouds/clouds";
import { planStacks } from "../plan/sources";
import { notInState } from "./done";
import { findImports } from "./imports/find";
import { judge, type Knowledge, type Verdict } from "./judge";
import type { WholeSpec } from "./live/app";
import { synthesizedWith } from "./synthesized";

/** What the plan is made of. */
export interface PlanRequest {
  readonly settings: PlatformSettings;
  readonly clouds: Clouds;
  readonly env: NodeJS.ProcessEnv;
  /** An empty folder. */
  readonly outdir: string;
  /** Stacks to take in. @default - all */
  readonly names?: readonly string[];
  /** Ids of the apps by their names. @default - found by their names */
  readonly apps?: Readonly<Record<string, string>>;
  /** Apps with domains may be deployed once more. @default false */
  readonly mayRedeploy?: boolean;
  /** Only what exists and is not in the state, and only that must be as the settings say. @default false */
  readonly partly?: boolean;
  /** Values of variables, by their environment variables. @default - none */
  readonly values?: Readonly<Record<string, string>>;
}

/** What is to be imported, and what the plan with it comes to. */
export interface Adoption {
  readonly imports: Imports;
  readonly verdict: Verdict;
  readonly stacks: readonly SynthesizedStack[];
}

/** Finds what exists of the settings, and plans taking it in. */
export async function planAdoption(request: PlanRequest): Promise<Adoption> {
  const { settings, clouds, env, outdir, names = [], apps = {}, values = {}, partly = false } = request;
  const chosen = ({ name }: SynthesizedStack): boolean => names.length === 0 || names.includes(name);
  const existing = synthesizedWith(settings, {}, { outdir, env }).filter(chosen);
  const found = await findImports(existing, clouds, apps);
  const imports = partly ? await notInState(found, existing, env) : found;
  const stacks = synthesizedWith(settings, imports, { outdir, env }).filter(chosen);
  const given = { ...Object.fromEntries(stacks.flatMap(requiredVariables).map(standIn)), ...values };
  const plans = await planStacks(stacks, { ...env, ...given, TF_INPUT: "0", CHECKPOINT_DISABLE: "1" });
  const knowledge = {
    domains: await domainsOf(imports, clouds),
    mayRedeploy: request.mayRedeploy ?? false,
  };
  const report = reportOf(plans);
  return { imports, stacks, verdict: judge(partly ? onlyImported(report, imports) : report, knowledge) };
}

/** The report without changes of what is not taken in; secrets are told, for the environment may be taken in. */
function onlyImported(report: Report, imports: Imports): Report {
  const changes = report.changes.filter(
    ({ stack, address, type }) =>
      imports[stack]?.[address] !== undefined || type === "github_actions_environment_secret",
  );
  return { ...report, changes };
}

/** Stands in for a secret in the plan, which is never applied. */
function standIn(name: string): [string, string] {
  return [`TF_VAR_${name}`, PLACEHOLDER];
}

/** Domains that the imported apps have, by stack. */
async function domainsOf(imports: Imports, { digitalocean }: Clouds): Promise<Knowledge["domains"]> {
  const ids = Object.entries(imports).flatMap(([stack, all]) =>
    Object.entries(all).flatMap(([to, id]) => (to.startsWith("digitalocean_app.") ? [{ stack, id }] : [])),
  );
  const apps = ids.length === 0 ? [] : await digitalocean.apps();
  return Object.fromEntries(
    ids.map(({ stack, id }) => {
      const spec = apps.find((app) => app.id === id)?.spec as unknown as WholeSpec | undefined;
      return [stack, spec?.domains ?? []];
    }),
  );
}
