import type { GitHub } from "./github";

interface Comment {
  readonly id: number;
  readonly body?: string;
  readonly user?: { readonly login: string } | null;
}

/** Writes the one comment of a bot that carries this marker: changes it if it exists, else adds it. */
export async function writeComment(
  github: GitHub,
  number: number,
  marker: string,
  text: string,
): Promise<void> {
  const body = `${markerOf(marker)}\n${text}`;
  const comments = await github.list<Comment>(`/issues/${number}/comments`);
  const ours = comments.find(
    ({ body: text, user }) => text?.startsWith(markerOf(marker)) && user?.login.endsWith("[bot]"),
  );
  if (ours === undefined) await github.post(`/issues/${number}/comments`, { body });
  else if (ours.body !== body) await github.patch(`/issues/comments/${ours.id}`, { body });
}

/** Not shown by GitHub. */
function markerOf(name: string): string {
  return `<!-- platform:${name} -->`;
}
