/** How far a grant goes. */
export type Access = "read" | "write";

/** One grant to a job's token and the reason for it, which is rendered as a comment beside it. */
export class Grant {
  /** May read. @param because why the job needs it, in a few words */
  public static read(because: string): Grant {
    return new Grant("read", because);
  }

  /** May write, which includes reading. @param because why the job needs it, in a few words */
  public static write(because: string): Grant {
    return new Grant("write", because);
  }

  private constructor(
    public readonly access: Access,
    public readonly because: string,
  ) {}
}
