import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What `docker build .` would send: the directory's files that its `.dockerignore` lets through. */
export class BuildContext {
  public readonly directory = realpathSync(mkdtempSync(join(tmpdir(), "context-")));

  public constructor(source: string, dockerignore: string) {
    const rules = parseRules(dockerignore);
    for (const file of filesBelow(source)) {
      if (!isIgnored(file, rules)) cpSync(join(source, file), join(this.directory, file));
    }
  }

  /** Paths of the files, sorted. */
  public get files(): readonly string[] {
    return filesBelow(this.directory);
  }

  public remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

interface Rule {
  readonly pattern: RegExp;
  readonly ignores: boolean;
}

function parseRules(text: string): readonly Rule[] {
  const lines = text.split("\n").map((line) => line.trim());
  return lines
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => ({ pattern: toPattern(line.replace(/^!/, "")), ignores: !line.startsWith("!") }));
}

/** `*` stops at a slash, `**` does not; a rule for a directory holds for all below it. */
function toPattern(glob: string): RegExp {
  const escaped = glob.replace(/^\/|\/$/g, "").replace(/[.+^${}()|[\]\\]/g, "\\$&");
  const body = escaped.replace(/\*\*\/|\*\*|\*|\?/g, (wild) => WILD[wild] ?? wild);
  return new RegExp(`^${body}(/|$)`);
}

const WILD: Readonly<Record<string, string>> = { "**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]" };

/** The last rule that fits decides. */
function isIgnored(path: string, rules: readonly Rule[]): boolean {
  return rules.findLast(({ pattern }) => pattern.test(path))?.ignores ?? false;
}

function filesBelow(directory: string): readonly string[] {
  const entries = readdirSync(directory, { recursive: true, encoding: "utf8" });
  return entries.filter((entry) => statSync(join(directory, entry)).isFile()).sort();
}
