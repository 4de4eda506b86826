import { App } from "cdktf";
import { InvalidValueError, ValidationError, validateTree } from "./constructs";
import { platformRun } from "./platform-run";
import { enforcePolicies } from "./policies";
import { definePlatform } from "./stacks";

try {
  const { settings, options, policies } = platformRun(process.env, new Date());
  const app = new App();
  definePlatform(app, settings, options);
  enforcePolicies(app, policies);
  validateTree(app);
  app.synth();
} catch (error) {
  if (!(error instanceof ValidationError || error instanceof InvalidValueError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
