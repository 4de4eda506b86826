import { type Drift, named } from "./drift";

/** An uptime check switched off. */
export const uptimeCheck: Drift = {
  words: ["NAME"],
  summary: "switch an uptime check off",
  apply: ({ digitalocean: { uptime } }, name) => {
    const { id, ...check } = named("uptime check", name, uptime.listChecks(), (each) => each.name);
    uptime.updateCheck(id, { ...check, enabled: false });
    return `the uptime check ${check.name} is off`;
  },
};

/** A ruleset that no longer holds. */
export const ruleset: Drift = {
  words: ["OWNER/REPO", "NAME"],
  summary: "disable a ruleset",
  apply: ({ github }, fullName, name) => {
    const records = Object.values(github.data.repositories);
    const { repository } = named("repository", fullName, records, (each) => each.repository.full_name);
    const owner = repository.owner.login;
    const { rulesets } = github.as(github.tokenOwner);
    const found = named("ruleset", name, rulesets.list(owner, repository.name), (each) => each.name);
    rulesets.update(owner, repository.name, found.id, { enforcement: "disabled" });
    return `the ruleset ${found.name} of ${fullName} is disabled`;
  },
};
