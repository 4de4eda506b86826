import { existsSync } from "node:fs";
import { join } from "node:path";
import { SandboxCommandLine } from "./command-line";

jest.setTimeout(60_000);

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
