import { parseArgs } from "node:util";
import { parsing, UsageError } from "../command-line";

export const USAGE = `npm run deploy -- STACK… | all [--check] [--json] [--wait MINUTES] [--reviewed FILE.json | --unreviewed]
npm run deploy -- STACK… | all --verify [--wait MINUTES]
  Checks everything that can be checked, plans, then runs cdktf deploy, stack after stack in their order, and looks
  whether what serves is what was asked
  --check       only check
  --json        print the findings as JSON, whatever they are; what Terraform says goes to the error output
  --wait        wait so long while an app is being deployed or a rollback pins it, instead of refusing at once
  --reviewed    the plan-report.json that was reviewed: whatever it does not have in this form stops the deployment, and
                without the file everything does; only what changes nothing but Terraform's state passes
  --unreviewed  you read the plan yourself: nothing stops it. By hand, without --reviewed, only what is destroyed,
                replaced or forgotten, or weakens a guard, does
  --verify      deploy nothing, only look whether what serves is what was asked
Exit codes: 0 deployed and serving, 1 the deployment failed, or applied but not serving, 2 wrong use, 3 a check or the
plan found something and nothing was deployed`;

/** What the person asked for. */
export interface DeployOptions {
  readonly names: readonly string[];
  readonly json: boolean;
  readonly check: boolean;
  readonly verify: boolean;
  readonly unreviewed: boolean;
  /** The report that was reviewed. @default - none */
  readonly reviewed?: string;
  /** Minutes to wait for apps. @default - not at all */
  readonly wait?: number;
}

/** @throws UsageError when options contradict each other */
export function parseOptions(argv: readonly string[]): DeployOptions {
  const flag = { type: "boolean", default: false } as const;
  const text = { type: "string" } as const;
  const options = { json: flag, check: flag, verify: flag, unreviewed: flag, reviewed: text, wait: text };
  const { values, positionals } = parsing(() =>
    parseArgs({ args: [...argv], options, allowPositionals: true }),
  );
  if (positionals.length === 0) throw new UsageError("name the stacks to deploy, or all");
  const { json, check, verify, unreviewed, reviewed } = values;
  refuseTogether({ "--reviewed": reviewed !== undefined, "--unreviewed": unreviewed, "--verify": verify });
  refuseTogether({ "--check": check, "--verify": verify });
  const wait = values.wait === undefined ? {} : { wait: minutesOf(values.wait) };
  const review = reviewed === undefined ? {} : { reviewed };
  return { names: positionals, json, check, verify, unreviewed, ...review, ...wait };
}

function refuseTogether(options: Readonly<Record<string, boolean>>): void {
  const given = Object.keys(options).filter((option) => options[option]);
  if (given.length > 1) throw new UsageError(`${given.join(" and ")} exclude each other`);
}

function minutesOf(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new UsageError(`--wait ${text} is no number of minutes; give a whole one, such as 30`);
}
