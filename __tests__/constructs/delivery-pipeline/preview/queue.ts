import type { JobEnd } from "./actions";

interface Group {
  running: boolean;
  waiting: { readonly start: () => void; readonly cancel: () => void } | undefined;
}

/**
 * Concurrency groups as GitHub documents them: of each, one job runs and one waits, and a job that comes pushes the
 * waiting one out.
 */
export class Queue {
  private readonly groups = new Map<string, Group>();

  public async enter(name: string | undefined, work: () => Promise<JobEnd>): Promise<JobEnd> {
    if (name === undefined) return work();
    const group = this.groups.get(name) ?? { running: false, waiting: undefined };
    this.groups.set(name, group);
    if (group.running && !(await this.turn(group))) return { conclusion: "cancelled" };
    group.running = true;
    try {
      return await work();
    } finally {
      group.running = false;
      const next = group.waiting;
      group.waiting = undefined;
      if (next !== undefined) group.running = true;
      next?.start();
    }
  }

  private turn(group: Group): Promise<boolean> {
    group.waiting?.cancel();
    return new Promise((resolve) => {
      group.waiting = { start: () => resolve(true), cancel: () => resolve(false) };
    });
  }
}
