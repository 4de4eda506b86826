import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { App } from "cdktf";
import { InvalidValueError, ValidationError, validateTree } from "../constructs";
import { platformRun } from "../platform-run";
import {
  describeFinding,
  type Evaluation,
  evaluatePolicies,
  isFailure,
  POLICIES,
  type PolicyResult,
} from "../policies";
import { definePlatform } from "../stacks";
import { readSynthesized } from "../tools/synthesized";
import { table } from "../tools/table";
import { CommandFailure, EXIT, parsing, runCommand } from "./command-line";

const USAGE = `npm run policies -- [--json]
  Holds every stack to every policy, as cdktf synth does, and lists all results; writes nothing
  --json  print the results as JSON, with each policy's reason and source
Exit codes: 0 all hold or are waived, 1 something is violated, cannot be evaluated, or the settings are wrong,
2 wrong use`;

async function main(argv: readonly string[]): Promise<number> {
  const options = { json: { type: "boolean", default: false } } as const;
  const { values } = parsing(() => parseArgs({ args: [...argv], options }));
  const evaluation = evaluate();
  console.log(values.json ? asJson(evaluation) : asTable(evaluation));
  const { problems } = evaluation;
  if (!values.json && problems.length > 0) console.error(`\n${new ValidationError(problems).message}`);
  return problems.length > 0 ? EXIT.failed : EXIT.done;
}

/** In a folder of its own, so that what is violated can be listed and nothing is written. */
function evaluate(): Evaluation {
  const outdir = mkdtempSync(join(tmpdir(), "policies-"));
  try {
    const run = platformRun(process.env, new Date());
    const app = new App({ outdir });
    definePlatform(app, run.settings, run.options);
    validateTree(app);
    app.synth();
    return evaluatePolicies(readSynthesized(outdir), run.policies);
  } catch (error) {
    if (error instanceof ValidationError || error instanceof InvalidValueError)
      throw new CommandFailure(error.message);
    throw error;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function asTable({ results }: Evaluation): string {
  const rows = results.map((result) => [result.policy, result.stack, result.result, reasonOf(result)]);
  return table(["Policy", "Stack", "Result", "Reason"], rows);
}

function reasonOf({ findings, message, waiver }: PolicyResult): string {
  if (waiver !== undefined) return `until ${waiver.expires}: ${waiver.reason}`;
  const [first, ...more] = findings;
  if (first === undefined) return message;
  return more.length === 0 ? first.fault : `${first.fault}, and ${more.length} more`;
}

function asJson({ results, problems }: Evaluation): string {
  const described = results.map(({ findings, ...result }) => ({
    ...result,
    findings: findings.map(describeFinding),
  }));
  const policies = POLICIES.map(({ id, title, reason, source, scope }) => ({
    id,
    title,
    reason,
    source,
    scope,
  }));
  return JSON.stringify(
    { holds: !results.some(isFailure) && problems.length === 0, policies, results: described, problems },
    null,
    2,
  );
}

void runCommand(USAGE, () => main(process.argv.slice(2)));
