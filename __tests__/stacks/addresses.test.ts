import { synthesizedStacks } from "./platform-under-test";

/** Types whose loss loses data or an address. */
const STATEFUL = [
  "digitalocean_app",
  "digitalocean_project",
  "github_repository",
  "github_branch",
  "github_repository_environment",
];

// A changed address plans destroy and create. Change this list only together with a `moved` block.
test("stateful resources keep their Terraform addresses", () => {
  const addresses = Object.entries(synthesizedStacks()).flatMap(([stack, { resource }]) =>
    STATEFUL.flatMap((type) =>
      Object.keys(resource?.[type] ?? {}).map((name) => `${stack}: ${type}.${name}`),
    ),
  );
  expect(addresses).toEqual([
    "repository: github_repository.Repository_22E53BBD",
    "repository: github_branch.Repository_Branch-develop_C6C0AF98",
    "repository: github_branch.Repository_Branch-staging_212B7738",
    "staging: digitalocean_app.App_F1B96344",
    "staging: digitalocean_project.App_Project_3E86E6E3",
    "staging: github_repository_environment.Deployment_37BBD5E4",
    "production: digitalocean_app.App_F1B96344",
    "production: digitalocean_project.App_Project_3E86E6E3",
    "production: github_repository_environment.Deployment_37BBD5E4",
  ]);
});
