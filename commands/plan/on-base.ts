import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { variables } from "../../sandbox/credentials";
import { SandboxHome } from "../../sandbox/home";
import { missingImages, prepareStacks } from "../../sandbox/prepared-stacks";
import { type Session, withSession } from "../../sandbox/session";
import { run } from "../../tools/cdktf";
import { readSynthesized, type SynthesizedStack } from "../../tools/synthesized";
import { CommandFailure } from "../command-line";
import { leftBehind } from "./left-behind";
import { type Planned, planAll } from "./sources";
import { terraform } from "./terraform-plan";
import { withWorktree } from "./worktree";

/**
 * What merging this tree into REF changes, without any credentials: REF's stacks are deployed into a sandbox of their
 * own, and this tree is planned on top.
 */
export async function onBase(ref: string, names: readonly string[]): Promise<Planned> {
  const directory = mkdtempSync(join(tmpdir(), "plan-base-"));
  try {
    return await withWorktree(ref, directory, (tree) =>
      withSession(new SandboxHome(join(directory, "sandbox")), async (session) => {
        const base = await synthesizeBase(tree, join(directory, "base.out"), session);
        await deployAll(base, session);
        const { stacks, env } = await prepareStacks(session, names);
        const planned = await planAll(stacks, env);
        if (names.length > 0) return planned;
        return { ...planned, plans: [...planned.plans, ...leftBehind(base, stacks)] };
      }),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function synthesizeBase(tree: string, output: string, session: Session): Promise<SynthesizedStack[]> {
  const { app } = JSON.parse(readFileSync(join(tree, "cdktf.json"), "utf8")) as { app: string };
  const env = { ...session.env, CDKTF_OUTDIR: output };
  const synthesis = await run("sh", ["-c", app], { env, cwd: tree, onLine: () => undefined });
  if (synthesis.exitCode !== 0)
    throw new CommandFailure(`the stacks of the base could not be synthesized:\n${synthesis.output.trim()}`);
  return readSynthesized(output);
}

/** The state is read anew at the end: what the services decide after an apply is no drift. */
const STEPS = [["init"], ["apply", "-auto-approve"], ["apply", "-refresh-only", "-auto-approve"]] as const;

async function deployAll(stacks: readonly SynthesizedStack[], session: Session): Promise<void> {
  const env = { ...session.env, ...variables(stacks, session.env) };
  for (const stack of stacks) {
    for (const image of missingImages(stack, session.cloud)) session.cloud.images.push(image);
    for (const args of STEPS) {
      const { exitCode, output } = await terraform(stack, args, env);
      if (exitCode !== 0)
        throw new CommandFailure(
          `the base's stack ${stack.name} could not be deployed into the sandbox (terraform ${args[0]}):\n${output.trim()}`,
        );
    }
  }
}
