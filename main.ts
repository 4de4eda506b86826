import { App } from "cdktf";
import { RemoteState, ValidationError, validateTree } from "./constructs";
import { lingobot } from "./lingobot";
import { definePlatform, importsFile, ownedBy, readImports } from "./stacks";

// What a run may decide: where state is kept, which stacks may be destroyed, who owns the repository.
const { PLATFORM_STATE_DIRECTORY, PLATFORM_ALLOW_DESTROY, GITHUB_OWNER } = process.env;

const settings = ownedBy(lingobot, GITHUB_OWNER);

const app = new App();
definePlatform(app, settings, {
  state: PLATFORM_STATE_DIRECTORY
    ? RemoteState.local({ directory: PLATFORM_STATE_DIRECTORY })
    : settings.state,
  destroyable: PLATFORM_ALLOW_DESTROY?.split(",") ?? [],
  imports: readImports(importsFile(PLATFORM_STATE_DIRECTORY)),
});

try {
  validateTree(app);
  app.synth();
} catch (error) {
  if (!(error instanceof ValidationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
