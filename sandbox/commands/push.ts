import { parseImageReference } from "../cloud/image-reference";
import { type Command, EXIT, parseWords, UsageError } from "../command";
import { PULL_CREDENTIAL } from "../credentials";
import { withCloud } from "../session";

/** `sandbox push`: stands for the pipeline's build and push. */
export const push: Command = {
  usage: "push IMAGE… [--private]",
  summary: "make images appear in their registry, as the pipeline does",
  run: async (args, home) => {
    const { values, words: images } = parseWords(args, { private: { type: "boolean", default: false } });
    if (images.length === 0)
      throw new UsageError(
        "name the images to push, for example: npm run sandbox -- push ghcr.io/OWNER/NAME:TAG",
      );
    for (const image of images) parseImageReference(image, "push");
    return withCloud(home, (cloud) => {
      const options = values.private ? { pullCredential: PULL_CREDENTIAL } : {};
      for (const image of images) {
        console.log(`pushed ${image} (${cloud.images.push(image, options)})`);
        for (const { id } of cloud.digitalocean.apps.imagePushed(image))
          console.log(`deployment ${id} follows it`);
      }
      return EXIT.done;
    });
  },
};
