import { overwrittenDigest } from "../../../commands/deploy/newest-image";
import type { Deployment } from "../../../constructs/delivery-pipeline/tool/digitalocean";

const IMAGE = "ghcr.io/lingobot/lingobot";
const PLACE = { registry_type: "GHCR", registry: "lingobot", repository: "lingobot" };

/** A deployment of an image (a digest's letter) with a setting. */
function deployment(id: string, digest: string, level: string, phase = "SUPERSEDED"): Deployment {
  const image = { ...PLACE, ...(digest === "" ? { tag: "latest" } : { digest }) };
  return { id, phase, spec: { name: "a", services: [{ name: "api", image, level }] } };
}

const first = deployment("1", "a", "INFO");
const newer = deployment("2", "b", "INFO");

test.each([
  ["an apply wrote the older image over a newer one", [deployment("3", "a", "DEBUG"), newer, first], "b"],
  ["over a tag's successor too", [deployment("3", "", "DEBUG"), newer, deployment("1", "", "INFO")], "b"],
  [
    "over the last good one",
    [deployment("4", "a", "DEBUG"), deployment("3", "c", "INFO", "ERROR"), newer, first],
    "b",
  ],
  ["the apply wrote the newer image", [deployment("3", "b", "DEBUG"), newer, first], undefined],
  [
    "the pipeline deployed after the apply",
    [deployment("3", "b", "DEBUG"), deployment("2", "a", "DEBUG"), first],
    undefined,
  ],
  [
    "the pipeline went back to an older image by itself",
    [deployment("3", "a", "INFO"), newer, first],
    undefined,
  ],
  ["a newer image came with other settings", [deployment("3", "c", "DEBUG"), newer, first], undefined],
  ["nothing but the apply happened", [deployment("2", "a", "DEBUG"), first], undefined],
  ["nothing happened", [first], undefined],
])("%s", (_, now, digest) => {
  const before = now.slice(-1);
  expect(overwrittenDigest(before, now, IMAGE)?.digest).toBe(digest);
});
