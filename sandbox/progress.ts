import { stripVTControlCharacters } from "node:util";

const CREATED = /(\S+?)_[0-9A-F]{8}: Creation complete/;
const APPLIED = /Apply complete! (.*)/;

/** What a line of Terraform's output tells of a deployment's progress, in few words; undefined when nothing. */
export function progressOf(line: string): string | undefined {
  const text = stripVTControlCharacters(line);
  const created = CREATED.exec(text)?.[1];
  if (created !== undefined) return `created ${created}`;
  return APPLIED.exec(text)?.[1];
}
