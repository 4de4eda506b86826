import type { ChangeKind } from "../model";

/** What happened to an object, in a word. */
export const WORDS: Readonly<Record<ChangeKind, string>> = {
  unrecognised: "unrecognised",
  destroy: "destroyed",
  replace: "replaced",
  redeploy: "redeployed",
  update: "updated",
  create: "created",
  move: "moved",
  import: "imported",
  forget: "forgotten",
};
