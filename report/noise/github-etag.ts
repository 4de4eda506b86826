import { isAt, type NoiseRule } from "./rule";

/** The HTTP cache tag of the last answer. */
export const githubEtag: NoiseRule = {
  id: "github-etag",
  provider: "integrations/github",
  versions: ["6.9.0"],
  upstream: "https://github.com/integrations/terraform-provider-github/issues/3291",
  explanation: "the etag is the cache tag of GitHub's last answer, and says nothing of the object",
  matches: (difference) => isAt(/^etag$/, difference),
};
