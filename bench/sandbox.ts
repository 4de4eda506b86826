import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PULL_CREDENTIAL } from "../sandbox/credentials";
import { cdktfOn } from "../sandbox/deployment";
import { SandboxHome } from "../sandbox/home";
import { missingImages, prepareStacks } from "../sandbox/prepared-stacks";
import { withSession } from "../sandbox/session";
import { run } from "../tools/cdktf";
import { findTerraform } from "../tools/terraform";
import { ratioLine } from "./measure";

/** Where the time of `sandbox deploy` of all stacks goes. */
export async function sandboxDeploy(): Promise<string[]> {
  const home = new SandboxHome(mkdtempSync(join(tmpdir(), "bench-")));
  const started = performance.now();
  const lines = await withSession(home, async (session) => {
    const startUp = performance.now() - started;
    const prepared = await prepareStacks(session, []);
    for (const image of prepared.stacks.flatMap((stack) => missingImages(stack, session.cloud)))
      session.cloud.images.push(image, { pullCredential: PULL_CREDENTIAL });
    const before = session.stats.milliseconds;
    const { exitCode, output, seconds } = await cdktfOn(
      "deploy",
      prepared.stacks,
      session,
      prepared,
      () => undefined,
    );
    if (exitCode !== 0) throw new Error(output);
    const provider = session.stats.milliseconds - before;
    const total = startUp + prepared.synthSeconds * 1000 + seconds * 1000;
    const terraform = await terraformAlone(
      prepared.stacks.map(({ directory }) => directory),
      prepared.env,
    );
    return [
      ratioLine("sandbox start-up in seconds", startUp / 1000, 0.5, "until the providers answer"),
      ratioLine(
        "provider calls / sandbox deploy",
        provider / total,
        0.15,
        `${provider.toFixed(0)} ms of ${total.toFixed(0)} ms`,
      ),
      `of it: synth ${(prepared.synthSeconds * 1000).toFixed(0)} ms, cdktf CLI with Terraform ${(seconds * 1000).toFixed(0)} ms, where init and plan by Terraform alone take ${terraform.toFixed(0)} ms`,
    ];
  });
  rmSync(home.directory, { recursive: true });
  return lines;
}

async function terraformAlone(directories: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const started = performance.now();
  for (const cwd of directories)
    for (const args of [
      ["init", "-input=false"],
      ["plan", "-input=false"],
    ]) {
      const { exitCode, output } = await run(findTerraform().command, args, {
        env,
        cwd,
        onLine: () => undefined,
      });
      if (exitCode !== 0) throw new Error(output);
    }
  return performance.now() - started;
}
