/** Settings of a developer's machine: plain values, and secrets by name alone. */
export interface LocalEnvironment {
  /** Variables and their local values. @default - none */
  readonly variables?: Readonly<Record<string, string>>;
  /** Names of secrets; each developer fills in the values. @default - none */
  readonly secrets?: readonly string[];
}

/** `.env.example`: copied to `.env`, which git ignores. */
export function environmentExample({ variables = {}, secrets = [] }: LocalEnvironment): string {
  const plain = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
  const empty = secrets.map((name) => `${name}=\n`);
  const fill = secrets.length === 0 ? "" : "\n# Fill in on your machine; never commit the values.\n";
  return `# Copy to .env, which git ignores.\n${plain.join("")}${fill}${empty.join("")}`;
}

/** `CODEOWNERS`: who must review changes to which paths. */
export function codeOwnersFile(owners: Readonly<Record<string, readonly string[]>>): string {
  const lines = Object.entries(owners).map(([path, names]) => `${path} ${names.join(" ")}\n`);
  return lines.join("");
}
