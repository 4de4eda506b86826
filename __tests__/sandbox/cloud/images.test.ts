import { Clock } from "../../../sandbox/cloud/clock";
import { ImageRegistry } from "../../../sandbox/cloud/images";

const IMAGE = "ghcr.io/lingobot/lingobot";

function newRegistry(): ImageRegistry {
  return new ImageRegistry({}, new Clock());
}

describe("image registry", () => {
  test("a tag names the image pushed last, a digest always its own", () => {
    const images = newRegistry();
    const first = images.push(`${IMAGE}:latest`);
    const second = images.push(`${IMAGE}:latest`);

    expect(first).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(second).not.toBe(first);
    expect(images.resolve(IMAGE)).toBe(second);
    expect(images.resolve(`${IMAGE}@${first}`)).toBe(first);
    expect(images.resolve(`${IMAGE}:other`)).toBeUndefined();
    expect(images.resolve(`ghcr.io/lingobot/other@${first}`)).toBeUndefined();
  });

  test("a tag called like a member of every object names nothing", () => {
    const images = newRegistry();
    images.push(`${IMAGE}:v1`);

    expect(images.resolve(`${IMAGE}:constructor`)).toBeUndefined();
  });

  test("the same content has the same digest under every tag", () => {
    const images = newRegistry();

    expect(images.push(`${IMAGE}:a`, { content: "x" })).toBe(images.push(`${IMAGE}:b`, { content: "x" }));
    expect(images.repository(IMAGE)?.versions).toHaveLength(1);
    expect(images.list()).toEqual([IMAGE]);
  });

  test("a private image wants its credential", () => {
    const images = newRegistry();
    images.push(`${IMAGE}:v1`, { pullCredential: "bot:token" });

    expect(images.mayPull(`${IMAGE}:v1`)).toBe(false);
    expect(images.mayPull(`${IMAGE}:v1`, "bot:wrong")).toBe(false);
    expect(images.mayPull(`${IMAGE}:v1`, "bot:token")).toBe(true);
    expect(images.mayPull("ghcr.io/lingobot/none:v1", "bot:token")).toBe(false);
  });

  test("a registry with a port is no tag", () => {
    const images = newRegistry();
    images.push("localhost:5000/lingobot");

    expect(images.list()).toEqual(["localhost:5000/lingobot"]);
  });

  test.each([
    ["lingobot", '"lingobot" is not a repository with its host, in lower case'],
    ["ghcr.io/LingoBot/lingobot:v1", '"ghcr.io/LingoBot/lingobot" is not a repository'],
    ["ghcr.io/lingobot/lingobot:-v1", '"-v1" is not a tag'],
    [`ghcr.io/lingobot/lingobot@sha256:${"a".repeat(64)}`, "a digest is the result of a push"],
  ])("refuses to push %s", (reference, fault) => {
    expect(() => newRegistry().push(reference)).toThrow(`Cannot push image "${reference}": ${fault}`);
    expect(() => newRegistry().push(reference)).toThrow("Give HOST/PATH:TAG, for example");
  });

  test("refuses a malformed digest", () => {
    expect(() => newRegistry().resolve(`${IMAGE}@sha256:12`)).toThrow('"sha256:12" is not a digest');
  });
});
