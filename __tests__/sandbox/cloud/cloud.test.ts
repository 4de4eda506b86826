import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { Cloud } from "../../../sandbox/cloud/cloud";
import { newCloud, newFile, specOf } from "./new-cloud";

describe("a sandbox's file", () => {
  test("keeps everything: what is opened is what was saved", () => {
    const file = newFile();
    const cloud = Cloud.open(file);
    cloud.images.push("ghcr.io/lingobot/lingobot:v1", { pullCredential: "bot:token" });
    const image = { registry_type: "GHCR", registry: "lingobot", repository: "lingobot", tag: "v1" };
    cloud.digitalocean.apps.create({
      spec: specOf({ image: { ...image, registry_credentials: "bot:token" } }),
    });
    cloud.faults.failCalls({ cloud: "github", status: 500 });
    cloud.save();

    const opened = Cloud.open(file);

    expect(JSON.parse(JSON.stringify(opened))).toEqual(JSON.parse(JSON.stringify(cloud)));
    expect(opened.digitalocean.apps.list()[0]?.active_deployment?.phase).toBe("ACTIVE");
  });

  test("two sandboxes in which the same happens are the same", () => {
    const make = () => {
      const cloud = newCloud();
      cloud.digitalocean.apps.create({ spec: specOf() });
      return JSON.stringify(cloud);
    };

    expect(make()).toBe(make());
  });

  test("a file that is missing is a new sandbox", () => {
    expect(Cloud.open(newFile()).digitalocean.apps.list()).toEqual([]);
  });

  test.each([
    ["{", "it is not JSON"],
    ["[]", "it is not a JSON object"],
    ["{}", "its version is undefined, this program reads version 1"],
    ['{"version":9}', "its version is 9, this program reads version 1"],
    [
      '{"version":1,"clock":{},"faults":[]}',
      "digitalocean is missing; github is missing; ids is missing; images is missing; clock.seconds is missing; and 1 more",
    ],
  ])("a corrupt file is named with its fault and the way out: %s", (text, fault) => {
    const file = newFile();
    writeFileSync(file, text);

    expect(() => Cloud.open(file)).toThrow(`Cannot use the sandbox's file ${file}: ${fault}`);
    expect(() => Cloud.open(file)).toThrow("npm run sandbox -- reset");
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  test("a file that cannot be read or written is named", () => {
    const file = newFile();
    const cloud = Cloud.open(file);
    mkdirSync(file);

    expect(() => Cloud.open(file)).toThrow(`Cannot use the sandbox's file ${file}: it cannot be read`);
    expect(() => cloud.save()).toThrow(`Cannot use the sandbox's file ${file}: it cannot be written`);
  });
});
