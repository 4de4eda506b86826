import { adviceFor } from "../../commands/refusals";

/** As the cdktf CLI prints it: the stack's name before the first line, Terraform's frame before all. */
const PROTECTED = `
staging  ╷
         │ Error: Instance cannot be destroyed
         │
         │   on cdk.tf.json line 81, in resource.digitalocean_app:
         │   81:       "App_F1B96344": {
         │
         │ Resource digitalocean_app.App_F1B96344 (App/Resource) has lifecycle.prevent_destroy set, but
         │ the plan calls for this resource to be destroyed.
         ╵`;

test("a protected thing that would go is told with the ways out", () => {
  const [advice, ...others] = adviceFor(PROTECTED);
  expect(others).toEqual([]);
  expect(advice).toMatch(/^Nothing was destroyed: digitalocean_app\.App_F1B96344 holds data or an address/);
  expect(advice).toContain("terraform untaint digitalocean_app.App_F1B96344");
  expect(advice).toContain('{ from: "OLD_ADDRESS", to: "digitalocean_app.App_F1B96344" }');
  expect(advice).toContain("npm run destroy -- STACK");
});

test("so is it when the cdktf CLI redraws its status in the middle of the message", () => {
  const status = "\n\n1 Stack deploying     1 Stack done     0 Stacks waiting\nstaging  ";
  const broken = PROTECTED.replace(
    "has lifecycle.prevent_destroy",
    `${status}│ has lifecycle.prevent_destroy`,
  ).replace("Error: Instance cannot", `Error: Instance${status}│ cannot`);
  expect(broken.match(/waiting/g)).toHaveLength(2);
  expect(adviceFor(broken)).toEqual(adviceFor(PROTECTED));
});

test("so is it as Terraform alone says it, broken over lines", () => {
  const lines =
    "Error: Instance cannot be destroyed\n\nResource github_repository.Repository_22E53BBD has\nlifecycle.prevent_destroy set";
  expect(adviceFor(lines)).toEqual([expect.stringContaining("github_repository.Repository_22E53BBD")]);
});

test("a held lock is told with how to give it back", () => {
  const lock =
    "│ Error: Error acquiring the state lock\n│ Lock Info:\n│   ID:        6d0b0b3b-aaaa\n│   Path: x";
  expect(adviceFor(lock)).toEqual([
    expect.stringMatching(/Another run holds .* force-unlock 6d0b0b3b-aaaa$/),
  ]);
});

test("a failed deployment is told with where its logs are", () => {
  const failed = "error deploying app (d2bb92ca) (deployment ID: 7):\nhealth-check: ERROR";
  expect(adviceFor(failed)).toEqual([
    expect.stringContaining("https://cloud.digitalocean.com/apps/d2bb92ca/deployments"),
  ]);
});

test.each([
  "Advanced security is always available for public repos.",
  "Secret scanning is not available for this repository.",
])("%s: the visibility is to be changed first", (refused) => {
  const patch = `Error: PATCH https://api.github.com/repos/lingobot/lingobot: 422 ${refused} []`;
  expect(adviceFor(patch)).toEqual([
    expect.stringContaining("gh repo edit lingobot/lingobot --visibility VISIBILITY"),
  ]);
  expect(adviceFor(patch)[0]).toContain("Drop github.securityProducts");
});

test("of anything else nothing is said", () => {
  expect(adviceFor("Error: Invalid reference")).toEqual([]);
});
