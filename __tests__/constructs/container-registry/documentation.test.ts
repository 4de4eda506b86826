import {
  environmentStack,
  privateImage,
  publicImage,
  sharedStack,
} from "../../../examples/snippets/container-registry";
import { inventedCode } from "../documentation";
import { onlyResource, synthesize, testStack } from "../synthesize";

const DIGEST = `sha256:${"a".repeat(64)}`;

test("the page shows only code that runs", () => {
  expect(inventedCode("container-registry")).toEqual([]);
});

test("the images are those of the page", () => {
  expect(publicImage().reference).toBe("ghcr.io/lingobot/lingobot:staging-latest");
  expect(privateImage(DIGEST).reference).toBe(`ghcr.io/lingobot/lingobot@${DIGEST}`);
  expect(privateImage(DIGEST).pullCredential?.environmentVariable).toBe("TF_VAR_GHCR_PULL_CREDENTIAL");
});

test("the registry is made in one stack and named in another", () => {
  const shared = testStack();
  sharedStack(shared);
  expect(onlyResource(synthesize(shared), "digitalocean_container_registry")).toHaveProperty(
    "name",
    "lingobot",
  );
  const environment = testStack();
  environmentStack(environment);
  const app = onlyResource(synthesize(environment), "digitalocean_app");
  expect(app).toHaveProperty("spec.service.0.image.registry_type", "DOCR");
  expect(app).not.toHaveProperty("depends_on");
});
