import { App } from "cdktf";
import { InvalidValueError, RemoteState, ValidationError, validateTree } from "./constructs";
import { definePlatform, ownedBy } from "./stacks";

// What a run may decide: where state is kept, which stacks may be destroyed, who owns the repository.
const { PLATFORM_STATE_DIRECTORY, PLATFORM_ALLOW_DESTROY, GITHUB_OWNER } = process.env;

try {
  // Read here, because a value in the settings may refuse to be made.
  const { lingobot } = require("./lingobot") as typeof import("./lingobot");
  const settings = ownedBy(lingobot, GITHUB_OWNER);
  const app = new App();
  definePlatform(app, settings, {
    state: PLATFORM_STATE_DIRECTORY
      ? RemoteState.local({ directory: PLATFORM_STATE_DIRECTORY })
      : settings.state,
    destroyable: PLATFORM_ALLOW_DESTROY?.split(",") ?? [],
  });
  validateTree(app);
  app.synth();
} catch (error) {
  if (!(error instanceof ValidationError || error instanceof InvalidValueError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
