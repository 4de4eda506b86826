import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { cdktf, type Outcome, run } from "../../tools/cdktf";

/** What stands for the settings, and what reads them from beside it. */
const COPIED = [
  "main.ts",
  "platform-run.ts",
  "lingobot.ts",
  "cdktf.json",
  "package.json",
  ".swcrc",
  "commands",
];
const SHARED = ["constructs", "stacks", "policies", "facts", "report", "sandbox", "tools", "node_modules"];

/** This tree with other settings, used from the command line as a person does. */
export class CopiedTree {
  readonly directory = mkdtempSync(join(tmpdir(), "tree-"));

  /** @param edits pieces of lingobot.ts, each with what stands in its place */
  constructor(...edits: readonly (readonly [string, string])[]) {
    for (const name of COPIED) cpSync(name, join(this.directory, name), { recursive: true });
    for (const name of SHARED) symlinkSync(resolve(name), join(this.directory, name));
    const file = join(this.directory, "lingobot.ts");
    let settings = readFileSync(file, "utf8");
    for (const [from, to] of edits) {
      if (!settings.includes(from)) throw new Error(`lingobot.ts has no ${from}`);
      settings = settings.replace(from, to);
    }
    writeFileSync(file, settings);
  }

  /** `npm run NAME -- ARGS` of one of the commands in `commands/`. */
  command(name: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    return this.node([`commands/${name}.ts`, ...args], env);
  }

  /** What cdktf.json runs. */
  main(env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    return this.node(["main.ts"], env);
  }

  /** `npx cdktf ARGS`. */
  cdktf(args: readonly string[]): Promise<Outcome> {
    return cdktf(args, { cwd: this.directory, env: bare({}), onLine: () => undefined });
  }

  private node(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Outcome> {
    const program = ["-r", "./tools/register.cjs", ...args];
    return run(process.execPath, program, { cwd: this.directory, env: bare(env), onLine: () => undefined });
  }
}

/** No variable of the caller decides anything. */
function bare(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, CHECKPOINT_DISABLE: "1", CI: "1", ...env };
}
