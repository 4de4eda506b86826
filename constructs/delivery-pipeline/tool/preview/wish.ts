import type { GitHub } from "../github";

interface LivePull {
  readonly state: string;
  readonly labels: readonly { readonly name: string }[];
  readonly head: { readonly sha: string };
}

/** What a pull request asks for now, which can be another thing than when the run was started. */
export interface Wish {
  /** Whether it is open and carries the label. */
  readonly wanted: boolean;
  /** Its newest commit; undefined when there is no such pull request. */
  readonly head: string | undefined;
}

/** Asks GitHub, because runs wait for one another and come in any order. Labels are the same in upper and lower case. */
export async function wishOf(github: GitHub, number: number, label: string): Promise<Wish> {
  const pull = await github.find<LivePull>(`/pulls/${number}`);
  const labelled = pull?.labels.some(({ name }) => name.toLowerCase() === label.toLowerCase()) ?? false;
  return { wanted: pull?.state === "open" && labelled, head: pull?.head.sha };
}
