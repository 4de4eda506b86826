/** Told on top of every rendered file: where it comes from, and how a change is made that lasts. */
export const HEADER: readonly string[] = [
  "Rendered by the DeliveryPipeline of the platform repository from its settings.",
  "Edits here are overwritten: change the settings and run `npm run pipeline -- propose`.",
  "Version bumps of Dependabot are taken over by `npm run pipeline -- pins pull DIR`.",
];

/** The header for files whose comments start with `#`, with an empty line after it. */
export function hashHeader(): string {
  return `${HEADER.map((line) => `# ${line}`).join("\n")}\n\n`;
}
