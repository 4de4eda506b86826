import { type Call, created, param, route } from "../call";
import { REPO, repoOf } from "./repo";

type FileWrite = Parameters<Call["github"]["contents"]["delete"]>[3];

/** Files of a repository. */
export const contents = [
  route("GET", `${REPO}/contents/*path`, "", (call) =>
    call.github.contents.get(...repoOf(call), param(call, "path"), call.query.get("ref") ?? undefined),
  ),
  route("PUT", `${REPO}/contents/*path`, "", (call) => {
    const { content, ...write } = call.body as FileWrite & { content: string };
    const bytes = Buffer.from(content, "base64");
    return created(call.github.contents.put(...repoOf(call), param(call, "path"), bytes, write));
  }),
  route("DELETE", `${REPO}/contents/*path`, "", (call) => ({
    commit: call.github.contents.delete(...repoOf(call), param(call, "path"), call.body as FileWrite),
  })),
];
