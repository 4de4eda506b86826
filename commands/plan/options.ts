import { parseArgs } from "node:util";
import { parsing, UsageError } from "../command-line";

export const USAGE = `npm run plan -- [STACK…] [--live [--synthesized DIR] | --base REF] [--output DIR]
npm run plan -- --from FILE.json
  (nothing)     plans this tree's stacks, all or those named, against the sandbox of SANDBOX_DIR; deploys nothing
  --live        plans against the real clouds, with your credentials; secrets without a value get a placeholder
  --synthesized DIR  with --live: plans what other code left in its cdktf.out, after checking that it does nothing that
                this tree would not; secrets are placeholders
  --base REF    deploys REF's stacks into a fresh sandbox and plans this tree on top: what merging changes
  --from FILE   reports a plan that exists: the output of \`terraform show -json PLAN\`, "-" for standard input
  --output DIR  where plan-report.md and plan-report.json go (default: here)
The report goes to standard output as well; with --from it goes only there.
Secrets and alerts that code and clouds do not agree on show in no plan: the clouds are asked, and the report tells them.
Exit codes: 0 nothing to deploy, 2 something changes, 1 something failed`;

/** What the person asked for. */
export type PlanOptions = { readonly names: readonly string[]; readonly output: string } & (
  | { readonly source: "file"; readonly file: string }
  | { readonly source: "base"; readonly ref: string }
  | { readonly source: "synthesized"; readonly directory: string }
  | { readonly source: "sandbox" | "live" }
);

/** @throws UsageError when options contradict each other */
export function parseOptions(argv: readonly string[]): PlanOptions {
  const options = {
    from: { type: "string" },
    live: { type: "boolean", default: false },
    base: { type: "string" },
    synthesized: { type: "string" },
    output: { type: "string", default: "." },
  } as const;
  const { values, positionals } = parsing(() =>
    parseArgs({ args: [...argv], options, allowPositionals: true }),
  );
  const { from, live, base, synthesized, output } = values;
  const common = { names: positionals, output };
  const given = [from !== undefined && "--from", live && "--live", base !== undefined && "--base"].filter(
    (option) => option !== false,
  );
  if (given.length > 1) throw new UsageError(`${given.join(" and ")} exclude each other`);
  if (synthesized !== undefined && !live)
    throw new UsageError("--synthesized needs --live: what was synthesized names the real clouds' state");
  if (from !== undefined) {
    if (positionals.length > 0)
      throw new UsageError(
        `--from reports one plan as it is, so no stack can be named: ${positionals.join(", ")}`,
      );
    return { ...common, source: "file", file: from };
  }
  if (base !== undefined) return { ...common, source: "base", ref: base };
  if (synthesized !== undefined) return { ...common, source: "synthesized", directory: synthesized };
  return { ...common, source: live ? "live" : "sandbox" };
}
