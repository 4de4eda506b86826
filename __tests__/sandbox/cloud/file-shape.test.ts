import { readFileSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { Cloud } from "../../../sandbox/cloud/cloud";
import { SandboxFileError } from "../../../sandbox/cloud/sandbox-file-error";
import { inventory } from "../../../sandbox/status/inventory";
import { inventoryReport } from "../../../sandbox/status/report";
import { SCHEMA_FILE, sandboxFileSchema } from "../../../tools/sandbox-file-schema";
import { newFile, specOf } from "./new-cloud";

/** The file of a sandbox that holds something of most kinds. */
function filled(): { readonly file: string; readonly data: Record<string, unknown> } {
  const file = newFile();
  const cloud = Cloud.open(file);
  cloud.images.push("ghcr.io/lingobot/lingobot:v1");
  const app = cloud.digitalocean.apps.create({ spec: specOf({ envs: [{ key: "A", value: "b" }] }) });
  const target = app.live_url;
  cloud.digitalocean.uptime.createCheck({
    name: "health",
    type: "https",
    target,
    regions: ["eu_west"],
    enabled: true,
  });
  const github = cloud.github.as(cloud.github.tokenOwner);
  github.repositories.create("lingobot", { name: "lingobot", private: true, auto_init: true });
  cloud.faults.failCalls({ cloud: "github", status: 500 });
  cloud.save();
  return { file, data: JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown> };
}

test("the schema is that of the model's types", () => {
  // Differs? npm run sandbox-file-schema
  expect(readFileSync(SCHEMA_FILE, "utf8")).toBe(sandboxFileSchema());
});

test.each<[path: string, value: unknown, fault: string]>([
  ["github", "x", 'github must be an object, is "x"'],
  ["ids", null, "ids must be an object, is null"],
  ["images", undefined, "images is missing"],
  ["digitalocean.apps", [], "digitalocean.apps must be an object, is []"],
  ["clock.seconds", "soon", 'clock.seconds must be a number, is "soon"'],
  ["digitalocean.settle", "never", 'digitalocean.settle must be "at-once" or "per-poll", is "never"'],
  ["faults.calls.0.cloud", "azure", 'faults.calls.0.cloud must be "digitalocean" or "github", is "azure"'],
  ["github.repositories.1001.git", undefined, "github.repositories.1001.git is missing"],
  [
    "github.repositories.1001.labels",
    "x".repeat(99),
    `github.repositories.1001.labels must be a list, is "${"x".repeat(59)}…`,
  ],
])("%s damaged to %j is told", (path, value, fault) => {
  const { file, data } = filled();
  const text = JSON.stringify(replaced(data, path.split("."), value));
  writeFileSync(file, text);

  expect(() => Cloud.open(file)).toThrow(new SandboxFileError(file, fault));
  expect(readFileSync(file, "utf8")).toBe(text);
});

test("many faults are counted", () => {
  const { file } = filled();
  writeFileSync(file, '{"version":1}');

  expect(() => Cloud.open(file)).toThrow(
    "clock is missing; digitalocean is missing; faults is missing; github is missing; ids is missing; and 1 more.",
  );
});

/** Every place in a value, as the keys that lead to it. */
function places(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [[...path]];
  return [[...path], ...Object.entries(value).flatMap(([key, each]) => places(each, [...path, key]))];
}

function replaced(data: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const copy = structuredClone(data) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, value);
  return copy;
}

test("whatever one value is replaced by, opening and looking end well or tell the file's fault", () => {
  const { file, data } = filled();
  const values = fc.constantFrom<unknown>(null, 0, -1, 1.5, "", "x", true, [], {}, ["x"], [null]);

  fc.assert(
    fc.property(fc.constantFrom(...places(data)), values, (path, value) => {
      writeFileSync(file, JSON.stringify(replaced(data, path, value)));
      try {
        const cloud = Cloud.open(file);
        cloud.faults.clear();
        inventoryReport(inventory(cloud));
      } catch (error) {
        expect(error).toBeInstanceOf(SandboxFileError);
      }
    }),
    { seed: 7, numRuns: 500 },
  );
});
