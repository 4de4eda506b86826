import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SandboxCommandLine } from "./command-line";

jest.setTimeout(180_000);

/** Creates a repository through the sandbox's API, then sends this signal to the sandbox. */
function script(signal: string): string {
  return `curl -sf -X POST -H "Authorization: Bearer $GITHUB_TOKEN" -d '{"name":"made"}' "$GITHUB_API_URL/orgs/lingobot/repos" >/dev/null || exit 9
kill -${signal} $PPID
sleep 0.5`;
}

test.each([
  ["TERM", 143],
  ["HUP", 129],
  ["INT", 0],
])("what was done before a %s is kept, and the sandbox is free again", async (signal, code) => {
  const shell = new SandboxCommandLine();
  const { exitCode, text } = await shell.exec("sh", "-c", script(signal));
  expect(text).toBe("");
  expect(exitCode).toBe(code);
  expect(existsSync(join(shell.directory, "lock"))).toBe(false);
  expect((await shell.sandbox(["status"])).text).toContain("lingobot/made");
});

/** Deploys the repository in a process group of its own, and interrupts the group as a terminal does, once something was made. */
function interruptedDeployment(shell: SandboxCommandLine): Promise<string> {
  const args = ["-r", "./tools/register.cjs", "sandbox/cli.ts", "deploy", "repository"];
  const child = spawn(process.execPath, args, { env: { ...process.env, ...shell.env }, detached: true });
  return new Promise((resolve) => {
    let text = "";
    const take = (piece: string) => {
      const isFirst = !text.includes("Creation complete");
      text += piece;
      if (isFirst && text.includes("Creation complete")) process.kill(-(child.pid ?? 0), "SIGINT");
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", take);
    child.on("close", () => resolve(text));
  });
}

/** A PATH on which there are these programs alone. */
function pathWith(...programs: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "path-"));
  for (const name of programs) {
    const found = (process.env.PATH ?? "").split(":").map((each) => join(each, name));
    symlinkSync(found.find((each) => existsSync(each)) ?? name, join(folder, name));
  }
  return folder;
}

test.each([
  ["on a whole machine", undefined],
  ["in a small container, which has no `ps`", ["node", "sh", "terraform"]],
])(
  "an interrupted deployment ends in order %s: what was made is in the state, which nothing locks",
  async (_where, programs) => {
    const shell = new SandboxCommandLine();
    if (programs !== undefined) shell.env.PATH = pathWith(...programs);
    const text = await interruptedDeployment(shell);
    expect(text).toContain("stopping: Terraform ends what it is doing and writes its state");
    expect(text).not.toContain("Apply complete!");
    const states = join(shell.directory, "state");
    expect(readdirSync(states).filter((name) => name.endsWith(".lock.info"))).toEqual([]);
    const { resources } = JSON.parse(readFileSync(join(states, "repository.tfstate"), "utf8"));
    expect(resources).toContainEqual(expect.objectContaining({ type: "github_repository" }));
    const again = await shell.sandbox(["deploy", "repository"]);
    expect(again.text).toMatch(/Apply complete! Resources: \d+ added, 0 changed, 0 destroyed/);
    expect(again.exitCode).toBe(0);
  },
);
