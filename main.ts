import { App } from "cdktf";
import { InvalidValueError, ValidationError, validateTree } from "./constructs";
import { enforcePolicies } from "./policies";
import { definePlatform } from "./stacks";

try {
  // Loaded here, because a value in the settings may refuse to be made.
  const { platformRun } = require("./platform-run") as typeof import("./platform-run");
  const run = platformRun(process.env, new Date());
  const app = new App();
  definePlatform(app, run.settings, run.options);
  validateTree(app);
  enforcePolicies(app, run.policies);
  app.synth();
  // Only the cdktf CLI sets it, which calls Terraform next; a synthesis by itself needs none.
  if (process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS !== undefined) tellCliProblem();
} catch (error) {
  if (!(error instanceof ValidationError || error instanceof InvalidValueError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** On the standard output, because the CLI shows nothing else of a synthesis that succeeds. */
function tellCliProblem(): void {
  const { cliProblem } = require("./tools/terraform") as typeof import("./tools/terraform");
  const problem = cliProblem();
  if (problem !== undefined) console.log(problem);
}
