import { App } from "cdktf";
import { RemoteState, ValidationError, validateTree } from "../../constructs";
import { definePlatform, type Imports, type PlatformSettings } from "../../stacks";
import { readSynthesized, type SynthesizedStack } from "../../tools/synthesized";
import { CommandFailure, EXIT } from "../command-line";

/**
 * Synthesizes settings as `main.ts` does, with imports, into a folder.
 * @throws CommandFailure with all that is wrong with the settings
 */
export function synthesizedWith(
  settings: PlatformSettings,
  imports: Imports,
  { outdir, env }: { readonly outdir: string; readonly env: NodeJS.ProcessEnv },
): SynthesizedStack[] {
  const { PLATFORM_STATE_DIRECTORY: directory } = env;
  const app = new App({ outdir });
  definePlatform(app, settings, {
    state: directory ? RemoteState.local({ directory }) : settings.state,
    imports,
  });
  try {
    validateTree(app);
  } catch (error) {
    if (error instanceof ValidationError) throw new CommandFailure(error.message, EXIT.problems);
    throw error;
  }
  app.synth();
  return readSynthesized(outdir);
}
