import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  formatPins,
  Pins,
  type PinsFile,
  pullPins,
  writeDirectory,
} from "../../../constructs/delivery-pipeline";
import committed from "../../../constructs/delivery-pipeline/pins.json";
import { LINGOBOT, pipelineOf } from "./lingobot-pipeline";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "pins-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const NEW_COMMIT = "0123456789abcdef0123456789abcdef01234567";
const NEW_DIGEST = `sha256:${"0f".repeat(32)}`;

/** What Dependabot does in a checkout: it bumps commit and comment, tag and digest. */
function bump(file: string, from: RegExp, to: string): void {
  const path = join(directory, file);
  writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
}
const WORKFLOWS = ["ci", "deploy-staging", "deploy-production", "pr-checks", "rollback"].map(
  (name) => `.github/workflows/${name}.yml`,
);

test("a checkout as rendered has nothing to pull", () => {
  writeDirectory(directory, pipelineOf(LINGOBOT).files);
  expect(pullPins(directory, committed)).toEqual({ pins: committed, changes: [], leftBehind: [] });
});

test("Dependabot's bumps are taken over, and the next rendering equals the checkout", () => {
  writeDirectory(directory, pipelineOf(LINGOBOT).files);
  for (const file of WORKFLOWS) {
    bump(file, /actions\/checkout@\w+ # v[\d.]+/g, `actions/checkout@${NEW_COMMIT} # v7.1.0`);
  }
  bump("Dockerfile", /python:3\.11-slim@sha256:\w+/g, `python:3.11-slim@${NEW_DIGEST}`);
  const { pins, changes } = pullPins(directory, committed);
  expect(changes).toEqual([
    { name: "actions/checkout", from: "v7.0.1", to: "v7.1.0" },
    { name: "python", from: `3.11-slim@${committed.images.python.digest}`, to: `3.11-slim@${NEW_DIGEST}` },
  ]);
  expect(writeDirectory(directory, pipelineOf({ ...LINGOBOT, pins: Pins.of(pins) }).files)).toEqual([]);
});

test("what the pins do not know is left alone", () => {
  writeDirectory(directory, pipelineOf(LINGOBOT).files);
  writeFileSync(
    join(directory, ".github/workflows/own.yml"),
    `      - uses: own/action@${NEW_COMMIT} # v1.0.0\n`,
  );
  expect(pullPins(directory, committed).changes).toEqual([]);
});

test("one action at two versions is refused", () => {
  writeDirectory(directory, pipelineOf(LINGOBOT).files);
  bump(
    ".github/workflows/ci.yml",
    /actions\/checkout@\w+ # v[\d.]+/g,
    `actions/checkout@${NEW_COMMIT} # v7.1.0`,
  );
  expect(() => pullPins(directory, committed)).toThrow("the checkout uses actions/checkout at two versions");
});

test("a directory without workflows is refused", () => {
  expect(() => pullPins(directory, committed)).toThrow(
    `the directory is no checkout of the app's repository: it holds no .github/workflows; got ${JSON.stringify(directory)}`,
  );
});

test("a checkout without a container file still gives its actions", () => {
  mkdirSync(join(directory, ".github/workflows"), { recursive: true });
  writeFileSync(
    join(directory, ".github/workflows/a.yml"),
    `      - uses: actions/labeler@${NEW_COMMIT} # v7.0.1\n`,
  );
  expect(pullPins(directory, committed).changes).toEqual([
    { name: "actions/labeler", from: "v7.0.0", to: "v7.0.1" },
  ]);
});

test("the committed file is as the command writes it", () => {
  const path = join(__dirname, "../../../constructs/delivery-pipeline/pins.json");
  expect(formatPins(committed)).toBe(readFileSync(path, "utf8"));
});

test("every committed pin is a full commit or digest, and says where an image's digest was read", () => {
  for (const { commit, version } of Object.values(committed.actions)) {
    expect(commit).toMatch(/^[0-9a-f]{40}$/);
    expect(version).toMatch(/^v\d+\.\d+\.\d+$/);
  }
  for (const { digest, source } of Object.values(committed.images)) {
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(source).not.toBe("");
  }
});

test("an unknown or a malformed pin is told", () => {
  const none: PinsFile = { actions: {}, images: { python: { tag: "3.11-slim", digest: "latest" } } };
  expect(() => Pins.of(none).action("actions/checkout")).toThrow(
    'no pin is known for the action; got "actions/checkout"',
  );
  expect(() => Pins.of(none).image("debian")).toThrow(
    'no pin is known for the image; got "debian"; allowed: python',
  );
  expect(() => Pins.of(none).image("python")).toThrow(
    "read it with `docker buildx imagetools inspect python:3.11-slim`",
  );
});
