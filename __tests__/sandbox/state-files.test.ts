import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SandboxFileError } from "../../sandbox/cloud/sandbox-file-error";
import { SandboxHome } from "../../sandbox/home";
import { withCloud, withSession } from "../../sandbox/session";

const STATE = {
  version: 4,
  terraform_version: "1.11.4",
  serial: 3,
  lineage: "a-b",
  outputs: {},
  resources: [],
};
const RESOURCE = { mode: "managed", type: "github_repository", name: "a", provider: "p", instances: [] };

/** A sandbox whose state of staging holds `text`. */
async function withState(text: string): Promise<{ home: SandboxHome; file: string }> {
  const home = new SandboxHome(mkdtempSync(join(tmpdir(), "state-")));
  await withCloud(home, () => undefined);
  mkdirSync(home.stateDirectory);
  const file = join(home.stateDirectory, "staging.tfstate");
  writeFileSync(file, text);
  writeFileSync(`${file}.backup`, "what Terraform keeps beside it is not looked at");
  return { home, file };
}

test.each<[string, string]>([
  [
    "",
    "it is empty. A run that was killed before it made anything leaves it so; then delete it and go on. Start afresh with",
  ],
  [
    " \n",
    "it is empty. A run that was killed before it made anything leaves it so; then delete it and go on. Start afresh with",
  ],
  ["{", "it is not JSON ("],
  ["[]", "it must be an object, is []"],
  ["null", "it must be an object, is null"],
  ['{"clouds": 1}', "version must be 4, is undefined"],
  [JSON.stringify({ ...STATE, version: 5 }), "version must be 4, is 5"],
  [JSON.stringify({ ...STATE, serial: "3" }), 'serial must be a whole number, is "3"'],
  [JSON.stringify({ ...STATE, lineage: undefined }), "lineage must be a text, is undefined"],
  [JSON.stringify({ ...STATE, resources: {} }), "resources must be a list, is {}"],
  [JSON.stringify({ ...STATE, resources: [7] }), "resources.0 must be an object, is 7"],
  [
    JSON.stringify({ ...STATE, resources: [{ ...RESOURCE, type: 1 }] }),
    "resources.0.type must be a text, is 1",
  ],
  [
    JSON.stringify({ ...STATE, resources: [{ ...RESOURCE, instances: null }] }),
    "resources.0.instances must be a list, is null",
  ],
  [
    JSON.stringify({ ...STATE, resources: [{ ...RESOURCE, instances: [{ attributes: "x" }] }] }),
    'resources.0.instances.0.attributes must be an object, is "x"',
  ],
])("a state that holds %j is told before anything runs", async (text, fault) => {
  const { home, file } = await withState(text);
  const use = jest.fn();

  const opening = withSession(home, use);

  await expect(opening).rejects.toThrow(SandboxFileError);
  await expect(opening).rejects.toThrow(`Cannot use the sandbox's file ${file}: ${fault}`);
  await expect(opening).rejects.toThrow("npm run sandbox -- reset");
  expect(use).not.toHaveBeenCalled();
});

test("a sound state is none of its business", async () => {
  const { home } = await withState(JSON.stringify({ ...STATE, resources: [RESOURCE] }));

  await expect(withSession(home, async () => "used")).resolves.toBe("used");
});
