import type { Cloud } from "../cloud/cloud";
import { parseImageReference } from "../cloud/image-reference";
import { type Command, CommandError, EXIT, parseWords, UsageError } from "../command";
import { PULL_CREDENTIAL } from "../credentials";
import { withCloud } from "../session";

/** `sandbox push`: stands for the pipeline's build and push. */
export const push: Command = {
  usage: "push IMAGE… [--private]",
  summary: "make images appear in their registry, as the pipeline does",
  details: `  --private   only who shows ${PULL_CREDENTIAL} may pull; the sandbox gives it to the stacks that pull with a credential`,
  run: async (args, home) => {
    const { values, words: images } = parseWords(args, { private: { type: "boolean", default: false } });
    if (images.length === 0)
      throw new UsageError(
        "name the images to push, for example: npm run sandbox -- push ghcr.io/OWNER/NAME:TAG",
      );
    for (const image of images) parseImageReference(image, "push");
    return withCloud(home, (cloud) => {
      requireRegistries(images, cloud);
      const options = values.private ? { pullCredential: PULL_CREDENTIAL } : {};
      for (const image of images) {
        console.log(`pushed ${image} (${cloud.images.push(image, options)})`);
        if (values.private) console.log(`pulled with ${PULL_CREDENTIAL} only`);
        for (const { id } of cloud.digitalocean.apps.imagePushed(image))
          console.log(`deployment ${id} follows it`);
      }
      return EXIT.done;
    });
  },
};

const DOCR = "registry.digitalocean.com";

/** GitHub's registry is there; one at DigitalOcean is there once it was made. */
function requireRegistries(images: readonly string[], cloud: Cloud): void {
  const names = cloud.digitalocean.registries.names();
  const missing = images.filter((image) => {
    const [host, registry = ""] = parseImageReference(image, "push").repository.split("/");
    return host === DOCR && !names.includes(registry);
  });
  if (missing.length === 0) return;
  throw new CommandError(
    `Cannot push ${missing.join(", ")}: DigitalOcean has no such registry; it has: ${names.join(", ") || "none"}. ` +
      `Deploy the one that the image is to be in first (ContainerRegistry.docr, digitalocean_container_registry), and push to ${DOCR}/REGISTRY/NAME:TAG.`,
  );
}
