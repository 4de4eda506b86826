/** A rule of the older kind, which stays in force beside rulesets. */
export const CLASSIC_PROTECTION = {
  pattern: "main",
  allows_deletions: false,
  allows_force_pushes: false,
  force_push_bypassers: [],
  enforce_admins: true,
  lock_branch: false,
  require_conversation_resolution: false,
  require_signed_commits: false,
  required_linear_history: false,
  required_pull_request_reviews: null,
  required_status_checks: null,
  restrict_pushes: null,
};
