import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeProblem } from "../../../../../constructs";
import { type PinsFile, pullPins } from "../../../../../constructs/delivery-pipeline";
import committed from "../../../../../constructs/delivery-pipeline/pins.json";
import { LINGOBOT, pipelineOf } from "../../lingobot-pipeline";

const ACTION = "trufflesecurity/trufflehog";
const IMAGE = "ghcr.io/trufflesecurity/trufflehog";
const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const DIGEST = `sha256:${"0f".repeat(32)}`;
const MOVED = `${ACTION}@${COMMIT} # v3.99.0`;
const old = committed.images[IMAGE];
const rendered = pipelineOf(LINGOBOT).files.get(".github/workflows/ci.yml") ?? "";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "pins-"));
  mkdirSync(join(directory, ".github/workflows"), { recursive: true });
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function pull(text: string, images: PinsFile["images"] = committed.images) {
  writeFileSync(join(directory, ".github/workflows/ci.yml"), text);
  return pullPins(directory, { ...committed, images });
}

const bumped = rendered.replace(new RegExp(`${ACTION}@\\w+ # v[\\d.]+`), MOVED);
const ACTION_MOVED = { name: ACTION, from: "v3.97.0", to: "v3.99.0" };

test("the rendered workflow names the image beside the action, at one version", () => {
  expect(bumped).not.toBe(rendered);
  expect(rendered).toContain(`version: ${old.tag}@${old.digest}`);
  expect(pull(rendered)).toMatchObject({ changes: [], leftBehind: [] });
});

function leftBehind(text: string): readonly string[] {
  return pull(text).leftBehind.map(({ problem }) => describeProblem(problem));
}

test("an action that moved without its image is left behind, with what to do", () => {
  const { pins, changes } = pull(bumped);
  expect({ pins, changes }).toEqual({ pins: committed, changes: [] });
  expect(pull(bumped).leftBehind).toEqual([{ change: ACTION_MOVED, problem: expect.anything() }]);
  expect(leftBehind(bumped)).toEqual([
    `${ACTION} moved to 3.99.0 but the image that its input \`version\` names did not: Dependabot bumps no inputs; ` +
      `got "3.97.0"; allowed: 3.99.0; read the digest with \`docker buildx imagetools inspect ${IMAGE}:3.99.0\`, ` +
      `write tag and digest to images."${IMAGE}" of constructs/delivery-pipeline/pins.json, and pull the pins again`,
  ]);
});

test("what else moved is pulled without it", () => {
  const other = bumped.replace(/actions\/checkout@\w+ # v[\d.]+/g, `actions/checkout@${COMMIT} # v7.9.0`);
  const { pins, changes, leftBehind: behind } = pull(other);
  expect(changes).toEqual([{ name: "actions/checkout", from: "v7.0.1", to: "v7.9.0" }]);
  expect(pins.actions["actions/checkout"]).toEqual({ commit: COMMIT, version: "v7.9.0" });
  expect(pins.actions[ACTION]).toEqual(committed.actions[ACTION]);
  expect(behind).toHaveLength(1);
});

test("pins whose action and image do not belong together are told, whatever moved", () => {
  const [behind] = pull(rendered.replace(`${old.tag}@`, "3.0.0@"), {
    ...committed.images,
    [IMAGE]: { tag: "3.0.0", digest: DIGEST },
  }).leftBehind;
  expect(behind?.change).toEqual({ name: ACTION, from: "v3.97.0", to: "v3.97.0" });
});

test("an image that is not named by digest leaves the action behind too", () => {
  expect(leftBehind(bumped.replace(`${old.tag}@${old.digest}`, "3.99.0"))).toHaveLength(1);
});

test("an image that was moved beside its action is pulled with it", () => {
  const { pins, changes } = pull(bumped.replace(`${old.tag}@${old.digest}`, `3.99.0@${DIGEST}`));
  expect(changes).toEqual([
    ACTION_MOVED,
    { name: IMAGE, from: `3.97.0@${old.digest}`, to: `3.99.0@${DIGEST}` },
  ]);
  expect(pins.images[IMAGE]).toMatchObject({ tag: "3.99.0", digest: DIGEST });
});

test("once the image of the version is pinned, the action is pulled and the image stays", () => {
  const images = { ...committed.images, [IMAGE]: { tag: "3.99.0", digest: DIGEST } };
  const { pins, changes } = pull(bumped, images);
  expect(changes).toEqual([ACTION_MOVED]);
  expect(pins.images).toEqual(images);
});

test("an input of a later step is not the action's", () => {
  const step = `      - uses: ${MOVED}\n      - uses: own/tool@${COMMIT} # v1.0.0\n        with:\n`;
  expect(leftBehind(`${step}          version: 3.99.0@${DIGEST}\n`)).toHaveLength(1);
});

test("two digests beside the action are refused", () => {
  const step = (digest: string) =>
    `      - uses: ${MOVED}\n        with:\n          version: 3.99.0@${digest}\n`;
  expect(() => pull(step(DIGEST) + step(old.digest))).toThrow(`the checkout uses ${IMAGE} at two versions`);
});

test("pins that do not know the image leave it alone", () => {
  expect(pull(bumped, {}).changes).toEqual([ACTION_MOVED]);
});
