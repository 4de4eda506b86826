import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SandboxFileError } from "./cloud/sandbox-file-error";

/** Terraform makes the file when it locks the state, and writes to it when there is something to write. */
const EMPTY =
  "it is empty. A run that was killed before it made anything leaves it so; then delete it and go on";

/**
 * Looks whether the stacks' states can be read, so that a damaged one is told before anything runs on it.
 * @throws SandboxFileError for the first that is damaged
 */
export function requireSoundStates(directory: string): void {
  if (!existsSync(directory)) return;
  for (const name of readdirSync(directory).filter((each) => each.endsWith(".tfstate"))) {
    const file = join(directory, name);
    const fault = faultOf(readFileSync(file, "utf8"));
    if (fault !== undefined) throw new SandboxFileError(file, fault);
  }
}

/** The parts that every version of Terraform that we run on reads. */
function faultOf(text: string): string | undefined {
  if (text.trim() === "") return EMPTY;
  let state: unknown;
  try {
    state = JSON.parse(text);
  } catch (error) {
    return `it is not JSON (${(error as Error).message})`;
  }
  if (!isObject(state)) return fault("it", "an object", state);
  if (state.version !== 4) return fault("version", "4", state.version);
  if (!Number.isInteger(state.serial)) return fault("serial", "a whole number", state.serial);
  if (typeof state.lineage !== "string") return fault("lineage", "a text", state.lineage);
  return faultInList("resources", state.resources, resourceFault);
}

function resourceFault(path: string, resource: Readonly<Record<string, unknown>>): string | undefined {
  const wrong = ["mode", "type", "name", "provider"].find((key) => typeof resource[key] !== "string");
  if (wrong !== undefined) return fault(`${path}.${wrong}`, "a text", resource[wrong]);
  return faultInList(`${path}.instances`, resource.instances, (at, { attributes }) =>
    attributes === undefined || isObject(attributes)
      ? undefined
      : fault(`${at}.attributes`, "an object", attributes),
  );
}

function faultInList(
  path: string,
  list: unknown,
  faultIn: (path: string, each: Readonly<Record<string, unknown>>) => string | undefined,
): string | undefined {
  if (!Array.isArray(list)) return fault(path, "a list", list);
  for (const [index, each] of list.entries()) {
    const at = `${path}.${index}`;
    const found = isObject(each) ? faultIn(at, each) : fault(at, "an object", each);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fault(path: string, wanted: string, value: unknown): string {
  return `${path} must be ${wanted}, is ${JSON.stringify(value)}`;
}
