import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { repositoryFiles } from "../../workflows";
import { workflowsOf } from "../constructs/delivery-pipeline/rendered";

const page = readFileSync("docs/workflows.md", "utf8");
const workflows = workflowsOf(repositoryFiles());
const jobs = workflows.flatMap(([, { jobs }]) => Object.values(jobs));
const [setUp = ""] = [...page.matchAll(/```sh\n(repo=.*?)```/gs)].map(([, code]) => code ?? "");

function matches(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, found]) => found ?? ""))].sort();
}

describe("docs/workflows.md", () => {
  test("tells every workflow", () => {
    for (const [file] of workflows) expect(page).toContain(`| \`${file}\` |`);
  });

  test("has every secret set in its environment, and no other", () => {
    const read = jobs.flatMap(({ environment, ...job }) =>
      matches(JSON.stringify(job), /secrets\.(\w+)/g).map((name) => `${name} ${environment?.name}`),
    );
    const set = [...setUp.matchAll(/gh secret set (\w+) .*--env (\w+)/g)].map(
      ([, name, where]) => `${name} ${where}`,
    );
    expect(set.sort()).toEqual([...new Set(read)].sort());
  });

  test("makes every environment that a job names", () => {
    const named = jobs.flatMap(({ environment }) => environment?.name ?? []);
    const made = matches(setUp, /for environment in (.*); do/g).flatMap((names) => names.split(" "));
    expect(made.sort()).toEqual([...new Set(named)].sort());
  });

  test("sets every variable that a workflow reads", () => {
    const read = matches(JSON.stringify(jobs), /vars\.(\w+)/g);
    expect(matches(setUp, /gh variable set (\w+)/g)).toEqual(read);
  });

  test("requires the checks that the gates report", () => {
    const gates = jobs.filter((job) => job.if === "${{ always() }}").map(({ name }) => name);
    expect(matches(setUp, /"context": "([^"]+)"/g)).toEqual(gates.sort());
  });

  test("allows the actions that the workflows use", () => {
    const used = matches(JSON.stringify(jobs), /"uses":"([^@"]+)@/g);
    const foreign = used
      .filter((action) => !/^(actions|github)\//.test(action))
      .map((action) => `${action}@*`);
    const [list = "[]"] = matches(setUp, /"patterns_allowed": (\[[^\]]*\])/g);
    expect(JSON.parse(list)).toEqual(foreign);
  });

  test("is a script that bash reads, whose JSON parses", () => {
    expect(spawnSync("bash", ["-n"], { input: setUp, encoding: "utf8" })).toMatchObject({
      status: 0,
      stderr: "",
    });
    const bodies = matches(setUp, /<<EOF\n(.*?)\nEOF/gs);
    expect(bodies.length).toBeGreaterThan(4);
    for (const body of bodies) expect(() => JSON.parse(body.replaceAll("$team", "1"))).not.toThrow();
  });
});
