import type { SynthesizedStack } from "../../tools/synthesized";
import { UsageError } from "../command-line";
import { type PreflightResult, preflightReport } from "../preflight/preflight";

/** What was found before anything is deployed, told once: as JSON on the standard output, or for a person. */
export class Findings {
  private areTold = false;

  public constructor(private readonly json: boolean) {}

  public tell(stacks: readonly SynthesizedStack[], result: PreflightResult): void {
    this.areTold = true;
    const report = preflightReport(result);
    const names = stacks.map(({ name }) => name);
    if (this.json) console.log(JSON.stringify({ stacks: names, ...result }, null, 2));
    else if (report !== "") console.error(report);
  }

  /** What ends the work before anything was told is in the JSON, too. */
  public async of(work: () => Promise<number>): Promise<number> {
    try {
      return await work();
    } catch (error) {
      if (this.json && !this.areTold && error instanceof Error) this.tell([], failure(error));
      throw error;
    }
  }
}

function failure(error: Error): PreflightResult {
  const [problem = ""] = error instanceof UsageError ? error.message.split("\n") : [error.message];
  const check = error instanceof UsageError ? "usage" : "deploy";
  return { problems: [{ check, problem, next: "mend it, then try again" }], notes: [] };
}
