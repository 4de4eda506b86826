import { inHtml } from "./code";

/** Put away until a reader opens it. */
export function folded(text: string, summary: string): string {
  return `<details><summary>${inHtml(summary)}</summary>\n\n${text}\n\n</details>`;
}
