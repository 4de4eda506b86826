import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PULL_CREDENTIAL } from "../sandbox/credentials";
import { cdktfOn } from "../sandbox/deployment";
import { SandboxHome } from "../sandbox/home";
import { missingImages, type PreparedStacks, prepareStacks } from "../sandbox/prepared-stacks";
import { type Session, withSession } from "../sandbox/session";
import { type Measure, timed } from "./measure";
import { TimedTerraform } from "./timed-terraform";

/** Where the time of `sandbox deploy` of all stacks goes, in milliseconds. */
interface Split {
  readonly startUp: number;
  readonly synth: number;
  readonly cli: number;
  readonly terraform: number;
  readonly provider: number;
}

/** `sandbox deploy` of all stacks into an empty sandbox, split into its parts. */
export async function sandboxDeploy(): Promise<Measure[]> {
  const directory = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    return measuresOf(await deployTimed(directory));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The newcomer's first command, `npm start`, in an empty sandbox. */
export function tour(): Measure {
  const directory = mkdtempSync(join(tmpdir(), "bench-"));
  const env = { ...process.env, SANDBOX_DIR: join(directory, "sandbox") };
  const seconds = timed("npm", ["start"], env) / 1000;
  rmSync(directory, { recursive: true });
  return {
    name: "npm start in seconds",
    value: seconds,
    goal: 20,
    parts: "everything deployed from nothing",
  };
}

async function deployTimed(directory: string): Promise<Split> {
  const started = performance.now();
  return withSession(new SandboxHome(join(directory, "sandbox")), async (session) => {
    const startUp = performance.now() - started;
    const prepared = await prepareStacks(session, []);
    pushImages(prepared, session);
    const timed = new TimedTerraform(directory);
    const env = { ...prepared.env, TERRAFORM_BINARY_NAME: timed.command };
    const before = session.stats.milliseconds;
    const outcome = await cdktfOn("deploy", prepared.stacks, session, { ...prepared, env }, () => undefined);
    if (outcome.exitCode !== 0) throw new Error(outcome.output);
    const provider = session.stats.milliseconds - before;
    return {
      startUp,
      synth: prepared.synthSeconds * 1000,
      cli: outcome.seconds * 1000 - timed.milliseconds,
      terraform: timed.milliseconds - provider,
      provider,
    };
  });
}

function pushImages({ stacks }: PreparedStacks, { cloud }: Session): void {
  for (const image of stacks.flatMap((stack) => missingImages(stack, cloud)))
    cloud.images.push(image, { pullCredential: PULL_CREDENTIAL });
}

function measuresOf({ startUp, synth, cli, terraform, provider }: Split): Measure[] {
  const total = startUp + synth + cli + terraform + provider;
  const share = (part: number) => `${part.toFixed(0)} ms (${((part / total) * 100).toFixed(0)} %)`;
  const parts = [
    `start-up ${share(startUp)}`,
    `synth ${share(synth)}`,
    `cdktf CLI ${share(cli)}`,
    `Terraform ${share(terraform)}`,
    `provider calls ${share(provider)}`,
  ];
  return [
    {
      name: "sandbox start-up in seconds",
      value: startUp / 1000,
      goal: 0.5,
      parts: "until the providers answer",
    },
    {
      name: "provider calls / sandbox deploy",
      value: provider / total,
      goal: 0.15,
      parts: parts.join(", "),
    },
  ];
}
