import { route } from "../call";
import { pageOf, REPO, repoOf } from "./repo";

/** Webhooks and deploy keys. */
export const integrations = [
  route("GET", `${REPO}/hooks`, "", (call) => pageOf(call, call.github.integrations.hooks(...repoOf(call)))),
  route("GET", `${REPO}/keys`, "", (call) => pageOf(call, call.github.integrations.keys(...repoOf(call)))),
];
