const repository = "${github_repository.app.name}";
const files = ["github_repository_file.on_dev", "github_repository_file.on_main"];
const conditions = { ref_name: { include: ["~ALL"], exclude: [] } };
const team_id = "${github_team.ops.id}";

/** One configuration with every resource of the provider that the sandbox serves. */
export const everyResource = {
  github_repository: {
    app: {
      name: "app",
      auto_init: true,
      visibility: "private",
      vulnerability_alerts: true,
      has_issues: true,
      allow_update_branch: true,
      topics: ["b", "a"],
      pages: { source: { branch: "main" } },
    },
    template: { name: "template", license_template: "mit", is_template: true },
    made: { name: "made", template: { owner: "lingobot", repository: "${github_repository.template.name}" } },
  },
  github_branch: { staging: { repository, branch: "staging" } },
  github_branch_default: { it: { repository, branch: "main" } },
  github_branch_protection: {
    it: {
      repository_id: "${github_repository.app.node_id}",
      pattern: "release/*",
      required_pull_request_reviews: { required_approving_review_count: 2 },
      required_status_checks: { strict: true, contexts: ["a"] },
      restrict_pushes: {},
    },
  },
  github_actions_repository_access_level: { it: { repository, access_level: "organization" } },
  github_actions_repository_oidc_subject_claim_customization_template: {
    it: { repository, use_default: false, include_claim_keys: ["repo"] },
  },
  github_actions_repository_permissions: { it: { repository, enabled: false } },
  github_workflow_repository_permissions: { it: { repository, default_workflow_permissions: "read" } },
  github_actions_secret: { it: { repository, secret_name: "A", plaintext_value: "x" } },
  github_dependabot_secret: { it: { repository, secret_name: "A", plaintext_value: "x" } },
  github_actions_variable: { it: { repository, variable_name: "A", value: "x" } },
  github_actions_environment_secret: {
    it: {
      repository,
      environment: "${github_repository_environment.it.environment}",
      secret_name: "A",
      plaintext_value: "x",
    },
  },
  github_actions_environment_variable: {
    it: {
      repository,
      environment: "${github_repository_environment.it.environment}",
      variable_name: "A",
      value: "x",
    },
  },
  github_issue: { it: { repository, title: "t", labels: ["bug"], assignees: ["grace"] } },
  github_issue_label: { it: { repository, name: "size/S", color: "00ff00" } },
  github_issue_labels: {
    it: { repository: "${github_repository.made.name}", label: [{ name: "x", color: "ff0000" }] },
  },
  github_membership: { it: { username: "octocat" } },
  github_release: { it: { repository, tag_name: "v1", draft: false } },
  github_repository_autolink_reference: {
    it: { repository, key_prefix: "LQ-", target_url_template: "https://x.example/<num>" },
  },
  github_repository_collaborators: {
    it: {
      repository,
      user: [{ username: "grace", permission: "push" }],
      team: [{ team_id: "platform", permission: "maintain" }],
    },
  },
  github_repository_collaborator: {
    it: { repository: "${github_repository.template.name}", username: "grace" },
  },
  github_repository_custom_property: {
    it: { repository, property_name: "tier", property_type: "string", property_value: ["1"] },
  },
  github_repository_deploy_key: { it: { repository, title: "k", key: "ssh-ed25519 AAAA me@host" } },
  github_repository_dependabot_security_updates: { it: { repository, enabled: true } },
  github_repository_environment: {
    it: {
      repository,
      environment: "production",
      reviewers: { teams: ["${data.github_team.platform.id}"], users: ["${data.github_user.grace.id}"] },
      deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
      depends_on: ["github_repository_collaborators.it"],
    },
  },
  github_repository_environment_deployment_policy: {
    it: { repository, environment: "${github_repository_environment.it.environment}", tag_pattern: "v*" },
  },
  github_repository_deployment_branch_policy: {
    it: { repository, environment_name: "${github_repository_environment.it.environment}", name: "main" },
  },
  github_repository_file: {
    on_dev: { repository, file: "a", content: "1", branch: "dev", autocreate_branch: true },
    on_main: { repository, file: "b", content: "1\n" },
  },
  github_repository_milestone: {
    it: { owner: "lingobot", repository, title: "1.0", due_date: "2026-05-01" },
  },
  github_repository_pull_request: {
    it: { base_repository: repository, base_ref: "main", head_ref: "dev", title: "t", depends_on: files },
  },
  github_repository_ruleset: {
    push: {
      repository,
      name: "push",
      target: "push",
      enforcement: "active",
      rules: {
        max_file_size: { max_file_size: 5 },
        file_extension_restriction: { restricted_file_extensions: ["*.exe"] },
      },
      depends_on: files,
    },
    all: {
      repository,
      name: "all",
      target: "branch",
      enforcement: "evaluate",
      conditions,
      rules: {
        update: true,
        update_allows_fetch_and_merge: true,
        required_deployments: { required_deployment_environments: ["production"] },
      },
      bypass_actors: [
        { actor_type: "Team", actor_id: "${data.github_team.platform.id}", bypass_mode: "always" },
        { actor_type: "DeployKey", bypass_mode: "always" },
      ],
    },
  },
  github_repository_topics: { it: { repository: "${github_repository.template.name}", topics: ["x"] } },
  github_repository_webhook: {
    it: {
      repository,
      events: ["push"],
      configuration: { url: "https://x.example", content_type: "json", secret: "s" },
    },
  },
  github_team: {
    ops: { name: "Ops", privacy: "closed" },
    inner: { name: "inner", privacy: "closed", parent_team_id: team_id },
  },
  github_team_members: {
    it: { team_id, members: [{ username: "linus" }, { username: "ada", role: "maintainer" }] },
  },
  github_team_membership: { it: { team_id: "${github_team.inner.id}", username: "linus" } },
  github_team_repository: {
    it: { team_id, repository: "${github_repository.made.name}", permission: "maintain" },
  },
  github_team_settings: { it: { team_id, review_request_delegation: { member_count: 1 } } },
};

/** One of every data source. */
export const everyDataSource = {
  github_branch: { it: { repository, branch: "staging", depends_on: ["github_branch.staging"] } },
  github_issue_labels: { it: { repository } },
  github_organization: { it: { name: "lingobot" } },
  github_repositories: { it: { query: "org:lingobot" } },
  github_repository: { it: { name: repository } },
  github_repository_branches: { it: { repository } },
  github_repository_environments: { it: { repository } },
  github_repository_teams: { it: { name: repository } },
  github_rest_api: { it: { endpoint: "repos/lingobot/nothing" } },
  github_team: { platform: { slug: "platform" } },
  github_user: { grace: { username: "grace" } },
};
