import { parseArgs } from "node:util";
import { parsing, UsageError } from "../command-line";

export const USAGE = `npm run eject -- DIR
  Writes the stacks as plain Terraform, and workflows that plan and apply it, into DIR, which must be empty or missing:
  planned against the same state they change nothing, and they need nothing of this project
Exit codes: 0 written, 1 failed, 2 wrong use, 3 the settings are wrong, and nothing was written`;

/** The folder to write to. @throws UsageError when it is not named once */
export function parseOptions(argv: readonly string[]): string {
  const { positionals } = parsing(() => parseArgs({ args: [...argv], options: {}, allowPositionals: true }));
  const [directory, ...others] = positionals;
  if (directory !== undefined && others.length === 0) return directory;
  throw new UsageError(
    directory === undefined
      ? "name the folder to write to"
      : `one folder, please; got ${positionals.join(", ")}`,
  );
}
