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
} catch (error) {
  if (!(error instanceof ValidationError || error instanceof InvalidValueError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
