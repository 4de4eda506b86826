import { collisionOf } from "../../../../constructs/delivery-pipeline/tool/collision";
import type { Deployment, Spec } from "../../../../constructs/delivery-pipeline/tool/digitalocean";

const image = "ghcr.io/lingobot/lingobot";

function spec(digest: string, level: string): Spec {
  const source = { registry_type: "GHCR", registry: "lingobot", repository: "lingobot", digest };
  return { name: "a", services: [{ name: "web", image: source, level }] };
}

function deployment(id: string, digest: string, level: string, phase = "SUPERSEDED"): Deployment {
  return { id, phase, spec: spec(digest, level) };
}

const oldest = deployment("1", "a", "INFO");
const former = deployment("2", "b", "INFO");
const ours = deployment("3", "c", "INFO");
const written = {
  image,
  read: spec("b", "INFO"),
  wrote: spec("c", "INFO"),
  id: "3",
  before: new Set(["1", "2"]),
};

test.each([
  ["an apply wrote what was there before", [deployment("4", "b", "DEBUG"), ours, former, oldest], "image"],
  ["an apply wrote something older still", [deployment("4", "a", "DEBUG"), ours, former, oldest], "image"],
  ["an apply kept our image", [deployment("4", "c", "DEBUG"), ours, former, oldest], undefined],
  ["an apply that failed", [deployment("4", "b", "DEBUG", "ERROR"), ours, former, oldest], undefined],
  ["somebody deployed another image", [deployment("4", "d", "DEBUG"), ours, former, oldest], undefined],
  ["somebody went back to an older image", [deployment("4", "b", "INFO"), ours, former, oldest], undefined],
  ["ours took back an apply's settings", [ours, deployment("4", "b", "DEBUG"), former, oldest], "settings"],
  ["a restart before ours", [ours, deployment("4", "b", "INFO"), former, oldest], undefined],
  ["nobody else", [ours, former, oldest], undefined],
  ["an app that runs another image now", [{ id: "4", spec: { name: "a" } }, ours, former, oldest], undefined],
])("%s", (_, deployments, lost) => {
  expect(collisionOf(deployments, written)?.lost).toBe(lost);
});
