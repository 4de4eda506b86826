import { cdktf, type Outcome } from "../tools/cdktf";
import type { SynthesizedStack } from "../tools/synthesized";
import type { Cloud } from "./cloud/cloud";
import { missingImages, missingRepository, type PreparedStacks } from "./prepared-stacks";
import type { Session } from "./session";

/** The stacks that can be deployed now, and those that have to wait for their images. */
export interface Readiness {
  readonly ready: readonly SynthesizedStack[];
  readonly waiting: readonly { readonly stack: SynthesizedStack; readonly images: readonly string[] }[];
}

/** A first deployment without its image would leave a tainted app, so such stacks are held back. */
export function readiness(stacks: readonly SynthesizedStack[], cloud: Cloud): Readiness {
  const checked = stacks.map((stack) => ({ stack, images: missingImages(stack, cloud) }));
  return {
    ready: checked.filter(({ images }) => images.length === 0).map(({ stack }) => stack),
    waiting: checked.filter(({ images }) => images.length > 0),
  };
}

/** What a person does about stacks that wait for images: in the order of a first deployment, a repository that is missing first. */
export function waitingMessage(
  { waiting }: Readiness,
  all: readonly SynthesizedStack[],
  cloud: Cloud,
): string {
  const images = [...new Set(waiting.flatMap((each) => each.images))];
  const names = waiting.map(({ stack }) => stack.name);
  const first = all.flatMap((stack) => {
    const repository = missingRepository(stack, cloud);
    return repository === undefined ? [] : [{ repository, stack }];
  });
  const lacking = first.map(({ repository }) => `the repository ${repository} does not exist, and `);
  return [
    `${names.join(", ")} not deployed: ${lacking.join("")}the image is not in the registry. The pipeline pushes it; here, push it yourself:`,
    ...first.map(({ stack }) => `  npm run sandbox -- deploy ${stack.name}`),
    ...images.map((image) => `  npm run sandbox -- push ${image}`),
    `  npm run sandbox -- deploy ${names.join(" ")}`,
  ].join("\n");
}

/** Runs `cdktf` on stacks that are already synthesized, one after the other in their order. */
export function cdktfOn(
  command: "deploy" | "destroy" | "diff",
  stacks: readonly SynthesizedStack[],
  session: Session,
  prepared: PreparedStacks,
  onLine?: (line: string) => void,
): Promise<Outcome> {
  const flags = command === "diff" ? [] : ["--auto-approve", "--parallelism", "1"];
  const args = [
    command,
    ...stacks.map(({ name }) => name),
    ...flags,
    "--skip-synth",
    "--skip-provider-lock",
    "--output",
    session.home.outputDirectory,
  ];
  return cdktf(args, { env: prepared.env, ...(onLine ? { onLine } : {}) });
}
