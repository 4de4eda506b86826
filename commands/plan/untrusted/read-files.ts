import { lstatSync, readdirSync, readFileSync, type Stats } from "node:fs";
import { join } from "node:path";
import { CONFIGURATION_FILE } from "../../../tools/synthesized";
import { type Finding, NO_STACK } from "./finding";
import { isDeeperThan, isObject, type JsonObject } from "./json";

/** One stack of a foreign synthesis. */
export interface UntrustedStack {
  readonly name: string;
  readonly configuration: JsonObject;
}

/** What was read, and what was not and why. */
export interface UntrustedStacks {
  readonly stacks: readonly UntrustedStack[];
  readonly findings: readonly Finding[];
}

/** The folder's name that cdktf gives; nothing but a configuration is in that of a stack. */
const STACKS = "stacks";

/** Short enough for a state's key and for every report; never a path. */
const NAME = /^[a-z][a-z0-9-]{0,39}$/;

/** Bounds that the real stacks stay far below. */
export const LIMITS = { stacks: 20, bytes: 4 * 1024 * 1024, depth: 40 } as const;

/**
 * Reads the configurations in a folder that somebody else wrote, `stacks/NAME/cdk.tf.json` and no other file: neither
 * the manifest, whose paths could lead anywhere, nor further Terraform files, lock files, plug-ins or variables beside them.
 */
export function readFiles(directory: string): UntrustedStacks {
  const folder = join(directory, STACKS);
  if (!statOf(folder)?.isDirectory()) return none(`there is no folder ${STACKS} in it`);
  const names = readdirSync(folder).sort();
  if (names.length === 0) return none(`the folder ${STACKS} is empty`);
  if (names.length > LIMITS.stacks) return none(`there are more than ${LIMITS.stacks} stacks`, names.length);
  const read = names.map((name) => readStack(folder, name));
  return {
    stacks: read.flatMap((each) => ("fault" in each ? [] : [each])),
    findings: read.flatMap((each) => ("fault" in each ? [each] : [])),
  };
}

function none(fault: string, got?: number): UntrustedStacks {
  const next = "synthesize again: node -r ./tools/register.cjs main.ts";
  return { stacks: [], findings: [{ stack: NO_STACK, place: STACKS, fault, got, next }] };
}

function readStack(folder: string, name: string): UntrustedStack | Finding {
  if (!NAME.test(name))
    return {
      stack: NO_STACK,
      place: STACKS,
      fault: "a stack's name must not be able to lead anywhere",
      got: name,
      allowed: "at most 40 lower-case letters, digits and hyphens, a letter first",
      next: "rename the stack",
    };
  const file = join(folder, name, CONFIGURATION_FILE);
  const told = (fault: string, got?: unknown): Finding => ({
    stack: name,
    place: `${STACKS}/${name}/${CONFIGURATION_FILE}`,
    fault,
    got,
    next: "synthesize again, without changing what cdktf wrote",
  });
  if (!statOf(join(folder, name))?.isDirectory())
    return told("the stack must be a folder, and no link to one");
  const stats = statOf(file);
  if (!stats?.isFile()) return told("the configuration must be a file, and no link to one");
  if (stats.size > LIMITS.bytes)
    return told(`the configuration must not be larger than ${LIMITS.bytes} bytes`, stats.size);
  return parse(name, readFileSync(file, "utf8"), told);
}

function parse(
  name: string,
  text: string,
  told: (fault: string, got?: unknown) => Finding,
): UntrustedStack | Finding {
  let configuration: unknown;
  try {
    configuration = JSON.parse(text);
  } catch (error) {
    return told("the configuration is not JSON", (error as Error).message);
  }
  if (!isObject(configuration)) return told("the configuration must be a JSON object");
  if (isDeeperThan(LIMITS.depth, configuration))
    return told(`the configuration must not be nested deeper than ${LIMITS.depth}`);
  return { name, configuration };
}

function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}
