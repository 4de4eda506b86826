import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { rotateSecret, type SecretsRun } from "../../../commands/secrets/run";
import { findTerraform } from "../../../tools/terraform";
import { DeployedEnvironment, VALUES } from "./deployed-environment";

jest.setTimeout(120_000);

const NAME = "LQBOT_OPENAI_API_KEY";

let staging: DeployedEnvironment;
beforeAll(async () => {
  staging = await DeployedEnvironment.start();
  await staging.terraform(["init"], {});
  expect((await staging.terraform(["apply", "-auto-approve"], VALUES)).exitCode).toBe(0);
});
afterAll(() => staging.stop());

function rotate(value: string, change: Partial<SecretsRun> = {}): Promise<void> {
  return rotateSecret(NAME, [staging.staging()], { ...staging.run({ [NAME]: value }), ...change }, true);
}

/** Files of the stacks, of Terraform and of its state that hold a text. */
function holding(text: string): string[] {
  return readdirSync(staging.directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => readFileSync(path, "utf8").includes(text))
    .map((path) => basename(path));
}

/** A run whose Terraform fails when its arguments are like this, with these words. */
function failing(like: string, words: string, value: string): Partial<SecretsRun> {
  const program = join(staging.directory, `terraform-${words.replace(/\W+/g, "-")}`);
  const { command } = findTerraform();
  writeFileSync(
    program,
    `#!/bin/sh\ncase "$*" in ${like}) echo "${words}"; exit 1;; esac\nexec ${command} "$@"\n`,
  );
  chmodSync(program, 0o755);
  return { env: { ...staging.run({ [NAME]: value }).env, TERRAFORM_BINARY_NAME: program } };
}

test("a plan that fails is told, and that nothing was sent", async () => {
  const before = staging.sealed();
  await expect(rotate("unsent-s3cret", failing("plan*", "state locked", "unsent-s3cret"))).rejects.toThrow(
    /^terraform plan of staging failed:\nstate locked\nnothing was sent$/,
  );
  expect(staging.sealed()).toEqual(before);
});

test.each([`printenv TF_VAR_${NAME}`, `node -p 'JSON.stringify(process.env.TF_VAR_${NAME})'`])(
  "an answer that quotes the value, by %s, is told without it",
  async (quoting) => {
    const value = 'quoted "s3cret"';
    const answering = failing("apply*backup=-", `422 $(${quoting})`, value);
    await expect(rotate(value, answering)).rejects.toThrow(
      /^terraform apply of staging failed:\n422 "?\(sensitive value\)"?$/,
    );
  },
);

test("what was sent is in no file afterwards, the state and its backup included", async () => {
  await rotate("unkept-s3cret");
  expect(staging.unsealed()[NAME]).toBe("unkept-s3cret");
  expect(holding("unkept-s3cret")).toEqual([]);
  expect(holding(staging.sealed()[NAME] ?? "").sort()).toEqual(["clouds.json", "staging.tfstate"]);
  const { stdout } = await staging.terraform(["show", "-json"], VALUES);
  expect(stdout).not.toContain("unkept-s3cret");
});

test("neither is it when its deployment failed", async () => {
  staging.cloud.faults.failDeployments({ deployment: "health-check" });
  await expect(rotate("failed-s3cret")).rejects.toThrow(/^terraform apply of staging failed/);
  expect(staging.unsealed()[NAME]).toBe("failed-s3cret");
  expect(holding("failed-s3cret")).toEqual([]);
});

describe("a state that cannot be cleaned", () => {
  const LEFT = "the state of staging holds what was sent in clear, until it is refreshed";

  const unrefreshing = (value: string) => failing("*-refresh-only*", "no refresh", value);

  test("is told, with the way out", async () => {
    await expect(rotate("kept-s3cret", unrefreshing("kept-s3cret"))).rejects.toThrow(
      new RegExp(
        `^${LEFT}: terraform apply -refresh-only in \\S+/staging\\nterraform apply of staging failed:\\nno refresh`,
      ),
    );
    expect(staging.served()[NAME]).toBe("kept-s3cret");
    expect(holding("kept-s3cret")).toEqual(["staging.tfstate"]);
  });

  test("is told beside what failed before", async () => {
    staging.cloud.faults.failDeployments({ deployment: "health-check" });
    await expect(rotate("bad-s3cret", unrefreshing("bad-s3cret"))).rejects.toThrow(
      new RegExp(
        `^terraform apply of staging failed:\\n[\\s\\S]+ContainerHealthChecksFailed[\\s\\S]+${LEFT}`,
      ),
    );
  });

  test("is clean after the next run", async () => {
    await rotate("last-s3cret");
    for (const value of ["kept-s3cret", "bad-s3cret", "last-s3cret"]) expect(holding(value)).toEqual([]);
  });
});
