/** One instruction of a container file. */
export interface Instruction {
  /** In capitals, for instance `COPY`. */
  readonly keyword: string;
  /** `--name=value` flags, in order. */
  readonly flags: readonly { readonly name: string; readonly value: string }[];
  /** What follows the flags. */
  readonly rest: string;
}

/** One stage of a container file. */
export interface Stage {
  /** What it starts from: an image, or an earlier stage's name. */
  readonly base: string;
  readonly name: string;
  readonly instructions: readonly Instruction[];
}

const UNDERSTOOD = ["FROM", "COPY", "RUN", "ENV", "WORKDIR", "USER", "EXPOSE", "HEALTHCHECK", "CMD"];

/**
 * The stages of a container file.
 * @throws Error on an instruction that is not understood, so that none is silently left out
 */
export function parseContainerFile(text: string): readonly Stage[] {
  const stages: { base: string; name: string; instructions: Instruction[] }[] = [];
  for (const line of logicalLines(text)) {
    const instruction = parseInstruction(line);
    if (instruction.keyword === "FROM") {
      const [base = "", , name = `${stages.length}`] = instruction.rest.split(/\s+/);
      stages.push({ base, name, instructions: [] });
    } else stages.at(-1)?.instructions.push(instruction);
  }
  return stages;
}

/** Lines without comments, those that a backslash continues joined. */
function logicalLines(text: string): readonly string[] {
  const lines = text.split("\n").filter((line) => !/^\s*#/.test(line));
  const joined = lines.join("\n").replace(/\\\n/g, " ");
  return joined.split("\n").filter((line) => line.trim() !== "");
}

function parseInstruction(line: string): Instruction {
  const [, keyword = "", flags = "", rest = ""] = /^\s*([A-Z]+)\s+((?:--\S+\s+)*)(.*)$/s.exec(line) ?? [];
  if (!UNDERSTOOD.includes(keyword)) throw new Error(`the instruction "${line}" is not understood`);
  return {
    keyword,
    flags: [...flags.matchAll(/--([\w-]+)=(\S+)/g)].map(([, name = "", value = ""]) => ({ name, value })),
    rest: rest.trim(),
  };
}

/** The value of a flag. */
export function flag(instruction: Instruction, name: string): string | undefined {
  return instruction.flags.find((each) => each.name === name)?.value;
}

/** The words of an exec form such as `["uvicorn", "--port"]`; undefined for the shell form. */
export function execForm(text: string): readonly string[] | undefined {
  return text.startsWith("[") ? (JSON.parse(text) as string[]) : undefined;
}

/** `A=1 B="two words"`, with `$NAME` filled in from what is set already. */
export function parseEnvironment(
  text: string,
  known: Readonly<Record<string, string>>,
): Record<string, string> {
  const pairs = text.matchAll(/(\w+)=(?:"([^"]*)"|(\S*))/g);
  const fill = (value: string) => value.replace(/\$\{?(\w+)\}?/g, (_, name: string) => known[name] ?? "");
  return Object.fromEntries([...pairs].map(([, name, quoted, bare]) => [name, fill(quoted ?? bare ?? "")]));
}
