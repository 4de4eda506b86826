import { InvalidValueError } from "../../errors";

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*\/[A-Za-z0-9._-]+(\/[A-Za-z0-9._/-]+)?$/;
const COMMIT = /^[0-9a-f]{40}$/;

/**
 * An action at one commit. There is no way to name an action by tag or branch: both can be moved to other code.
 */
export class ActionReference {
  private constructor(
    /** `owner/repository`, with a path when the action is in a folder. */
    public readonly name: string,
    /** The commit, 40 hexadecimal digits. */
    public readonly commit: string,
    /** The version whose tag names that commit, for people and for Dependabot. */
    public readonly version: string,
  ) {}

  /**
   * An action pinned by commit.
   * @throws InvalidValueError when the name is no `owner/repository[/path]` or the commit no full commit id
   */
  public static pinned(name: string, commit: string, version: string): ActionReference {
    if (!NAME.test(name)) {
      throw new InvalidValueError({
        fault: "an action is named by its repository",
        got: name,
        allowed: "owner/repository or owner/repository/path",
        next: "name the repository that holds the action",
      });
    }
    if (!COMMIT.test(commit)) {
      throw new InvalidValueError({
        fault: `the action ${name} must be pinned by commit`,
        got: commit,
        allowed: "40 hexadecimal digits",
        next: `read the commit of its tag: git ls-remote https://github.com/${name.split("/").slice(0, 2).join("/")} ${version}`,
      });
    }
    return new ActionReference(name, commit, version);
  }

  /** The value of `uses:`. */
  public get uses(): string {
    return `${this.name}@${this.commit}`;
  }
}
