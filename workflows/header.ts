/** Told on top of every file that is written here. */
export const HEADER: readonly string[] = [
  "Written by `npm run workflows -- write` from workflows/. Edits here fail the check: change the source.",
  "Version bumps of Dependabot are taken over by `npm run pipeline -- pins pull .`.",
];
