/**
 * Told on top of every rendered file: which file it is, where it comes from, and how a change is made that lasts. The
 * path is named so that a copy under another name is not taken for a rendered file.
 */
export function headerLines(path: string): readonly string[] {
  return [
    `Rendered as ${path} by the DeliveryPipeline of the platform repository from its settings.`,
    "Edits here are overwritten: change the settings and run `npm run pipeline -- propose`.",
    "Version bumps of Dependabot are taken over by `npm run pipeline -- pins pull DIR`.",
  ];
}

/** The text below its header, for files whose comments start with `#`. */
export function withHeader(path: string, text: string): string {
  const lines = headerLines(path).map((line) => `# ${line}\n`);
  return `${lines.join("")}\n${text}`;
}

/** Whether a text is a rendered file: its first line says so, and of this very path. */
export function isRendered(path: string, text: string): boolean {
  return text.split(/\r?\n/, 1)[0] === `# ${headerLines(path)[0]}`;
}

/** Where files are rendered to: a place in which one that is rendered no more is looked for. */
export function isRenderedPlace(path: string): boolean {
  return !path.includes("/") || path.startsWith(".github/");
}
