import type { GitHub } from "./github";

interface Comment {
  readonly id: number;
  readonly body?: string;
}

/** Writes the one comment that carries this marker: changes it if it exists, else adds it. */
export async function writeComment(
  github: GitHub,
  number: number,
  marker: string,
  text: string,
): Promise<void> {
  const body = `${markerOf(marker)}\n${text}`;
  const comments = await github.list<Comment>(`/issues/${number}/comments`);
  const ours = comments.find((comment) => comment.body?.startsWith(markerOf(marker)));
  if (ours === undefined) await github.post(`/issues/${number}/comments`, { body });
  else if (ours.body !== body) await github.patch(`/issues/comments/${ours.id}`, { body });
}

/** Not shown by GitHub. */
function markerOf(name: string): string {
  return `<!-- platform:${name} -->`;
}
