import { type Command, CommandError } from "../command";
import { PULL_CREDENTIAL } from "../credentials";
import { withCloud } from "../session";

/** `sandbox push`: stands for the pipeline's build and push. */
export const push: Command = {
  usage: "push IMAGE… [--private]",
  summary: "make images appear in their registry, as the pipeline does",
  run: async (args, home) => {
    const images = args.filter((arg) => arg !== "--private");
    if (images.length === 0)
      throw new CommandError(
        "name the images to push, for example: npm run sandbox -- push ghcr.io/OWNER/NAME:TAG",
      );
    return withCloud(home, (cloud) => {
      const options = args.includes("--private") ? { pullCredential: PULL_CREDENTIAL } : {};
      for (const image of images) {
        console.log(`pushed ${image} (${cloud.images.push(image, options)})`);
        for (const { id } of cloud.digitalocean.apps.imagePushed(image))
          console.log(`deployment ${id} follows it`);
      }
      return 0;
    });
  },
};
