/** What reading found beside the settings. */
export class Findings {
  /** What stands in the way, each with what to do: nothing is written. */
  public readonly problems: string[] = [];
  /** What stays as it is, outside of what the settings say. */
  public readonly left: string[] = [];

  public problem(fault: string, next: string): void {
    this.problems.push(`${fault}; ${next}`);
  }

  public leave(what: string): void {
    this.left.push(what);
  }
}
