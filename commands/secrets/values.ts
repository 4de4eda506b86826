import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { isPlaceholder } from "../../stacks/placeholder";
import { CommandFailure, EXIT } from "../command-line";

/**
 * Values of secrets: from TF_VAR_<name>, else typed, one a line, and not shown.
 * @throws CommandFailure for an empty value or a placeholder, and when the input ends
 */
export async function secretValues(
  names: readonly string[],
  env: NodeJS.ProcessEnv,
  input: NodeJS.ReadableStream = process.stdin,
): Promise<Record<string, string>> {
  const asked = names.filter((name) => !env[`TF_VAR_${name}`]);
  const typed = asked.length === 0 ? {} : await ask(asked, input);
  const values = Object.fromEntries(names.map((name) => [name, env[`TF_VAR_${name}`] || typed[name] || ""]));
  for (const [name, value] of Object.entries(values)) requireValue(name, value);
  return values;
}

async function ask(names: readonly string[], input: NodeJS.ReadableStream): Promise<Record<string, string>> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const isTerminal = (input as NodeJS.ReadStream).isTTY === true;
  const lines = createInterface({ input, output: silent, terminal: isTerminal });
  const reader = lines[Symbol.asyncIterator]();
  const values: Record<string, string> = {};
  try {
    for (const name of names) {
      process.stderr.write(`New value of ${name} (not shown): `);
      const { value, done } = await reader.next();
      process.stderr.write("\n");
      if (done) break;
      values[name] = value;
    }
  } finally {
    lines.close();
  }
  return values;
}

function requireValue(name: string, value: string): void {
  const next = `nothing was sent: export TF_VAR_${name}, or type the value when asked`;
  if (value === "") throw new CommandFailure(`the secret ${name} has no value; ${next}`, EXIT.problems);
  if (isPlaceholder(value))
    throw new CommandFailure(
      `the value of ${name} is a placeholder, which is for planning only; ${next}`,
      EXIT.problems,
    );
}
