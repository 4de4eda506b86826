import type { RepositoryFileConfig } from "@cdktf/provider-github/lib/repository-file";
import type { Problem } from "../errors";
import { literal } from "../private/literal";

/** A file that the repository starts with; afterwards it belongs to the repository's developers. */
export interface SeedFile {
  /** Path from the repository's root, for example ".github/workflows/ci.yml". */
  readonly path: string;
  /** The whole text. Later changes are ignored: propose them as a pull request. */
  readonly content: string;
  /** The commit's message; "[skip ci]" is appended, because each file is a push. @default - "chore: add PATH" */
  readonly message?: string;
  /**
   * Replaces a file that is already there instead of failing.
   * @default - true for the README.md that GitHub puts into a repository created here, else false
   */
  readonly overwrite?: boolean;
}

/** The words in a commit message that keep workflows from starting (docs.github.com "Skipping workflow runs"). */
const SKIPS = ["[skip ci]", "[ci skip]", "[no ci]", "[skip actions]", "[actions skip]"];

/**
 * What Terraform never changes after the first commit: each of these would be a direct commit, which the rulesets refuse.
 */
export const IGNORED_AFTER_SEEDING = [
  "content",
  "commit_message",
  "commit_author",
  "commit_email",
  "overwrite_on_create",
];

/** The file as the provider takes it. No `branch`: with it an imported file would be replaced. */
export function toRepositoryFile(
  file: SeedFile,
  adopted: boolean,
): Pick<RepositoryFileConfig, "file" | "content" | "commitMessage" | "overwriteOnCreate"> {
  const created = !adopted && file.path === "README.md";
  return {
    file: file.path,
    content: literal(file.content),
    commitMessage: literal(skippingWorkflows(file.message ?? `chore: add ${file.path}`)),
    overwriteOnCreate: file.overwrite ?? created,
  };
}

/** Faults of a file. */
export function seedProblems({ path }: SeedFile): Problem[] {
  const parts = path.split("/");
  if (!parts.some((part) => part === "" || part === "." || part === "..") && parts[0] !== ".git") return [];
  return [
    {
      fault: "a seeded file has no usable path",
      got: path,
      allowed: "a path from the repository's root, without leading slash, empty parts, `.` and `..`",
      next: 'write it like ".github/workflows/ci.yml"',
    },
  ];
}

function skippingWorkflows(message: string): string {
  return SKIPS.some((skip) => message.includes(skip)) ? message : `${message} [skip ci]`;
}
