import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { CommandFailure, EXIT } from "../command-line";
import type { ValueFormat } from "./formats";
import { faultOfValue } from "./value-fault";

/**
 * Values of secrets: from TF_VAR_<name>, else typed, one a line, and not shown.
 * @param formats what some of them must look like, by name
 * @throws CommandFailure for what cannot be their values, and when the input ends
 */
export async function secretValues(
  names: readonly string[],
  formats: ReadonlyMap<string, ValueFormat>,
  env: NodeJS.ProcessEnv,
  input: NodeJS.ReadableStream = process.stdin,
): Promise<Record<string, string>> {
  const asked = names.filter((name) => !env[`TF_VAR_${name}`]);
  const typed = asked.length === 0 ? {} : await ask(asked, input);
  const values = Object.fromEntries(names.map((name) => [name, env[`TF_VAR_${name}`] || typed[name] || ""]));
  const faults = names.flatMap((name) =>
    described(name, faultOfValue(values[name] ?? "", formats.get(name))),
  );
  if (faults.length === 0) return values;
  throw new CommandFailure([...faults, "nothing was sent"].join("\n"), EXIT.problems);
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

function described(name: string, fault: string | undefined): string[] {
  if (fault === undefined) return [];
  return [`the secret ${name} ${fault}; export its real value as TF_VAR_${name}, or type it when asked`];
}
