import { SandboxCommandLine } from "./command-line";

jest.setTimeout(240_000);

const shell = new SandboxCommandLine();

test("a first deployment that fails tells the way out, and the way out works", async () => {
  await shell.sandbox(["push", "--private", "ghcr.io/lingobot/lingobot:staging-latest"]);
  await shell.sandbox(["fail", "deployment", "health-check"]);
  await shell.sandbox(["deploy", "repository"]);

  const failed = await shell.sandbox(["deploy", "staging"]);

  expect(failed.exitCode).toBe(1);
  expect(failed.text).toContain("the new containers did not become healthy in time");
  const [advice = ""] = /staging: digitalocean_app\.App_\w+ is tainted.*/s.exec(failed.text) ?? [];
  expect(advice).toMatch(
    /^staging: digitalocean_app\.App_\w+ is tainted: it was made and did not come up, so Terraform would replace it, which its protection forbids\. Mend the cause, and keep it:\n {2}npm run sandbox -- exec terraform -chdir=\S+\/cdktf\.out\/stacks\/staging untaint digitalocean_app\.App_\w+\n {2}npm run sandbox -- deploy staging\nor take the stack away, and begin anew:\n {2}npm run sandbox -- destroy staging\n$/,
  );
  const refused = await shell.sandbox(["deploy", "staging"]);
  expect(refused.text).toContain(advice);
  expect(refused.exitCode).toBe(1);

  const [untaint = "", deploy = ""] = [...advice.matchAll(/^ {2}npm run sandbox -- (.*)$/gm)].map(
    ([, words]) => words,
  );
  expect((await shell.sandbox(untaint.split(" "))).text).toContain("has been successfully untainted");
  const deployed = await shell.sandbox(deploy.split(" "));
  expect(deployed.exitCode).toBe(0);
  expect(deployed.text).not.toContain("is tainted");
});
