import { canBuildOpenTofu, openTofu } from "../../tools/opentofu/opentofu";
import { SandboxCommandLine } from "./command-line";

jest.setTimeout(1_200_000);

const whereGoIs = canBuildOpenTofu() ? describe : describe.skip;
if (!canBuildOpenTofu()) console.warn("NOT RUN: OpenTofu, because there is no Go to build it with");

whereGoIs("OpenTofu instead of Terraform", () => {
  const shell = new SandboxCommandLine();

  test("deploys everything, and plans empty afterwards", async () => {
    shell.env.TERRAFORM_BINARY_NAME = openTofu();
    const images = ["staging", "production"].map((name) => `ghcr.io/lingobot/lingobot:${name}-latest`);
    await shell.sandbox(["push", ...images]);
    expect(await shell.sandbox(["deploy"])).toMatchObject({ exitCode: 0 });
    expect((await shell.sandbox(["status"])).text).toContain("$29 a month in all");
    for (const stack of ["repository", "staging", "production"]) {
      const { text } = await shell.sandbox(["diff", stack]);
      expect(text).toContain("OpenTofu");
      expect(text).toContain("No changes. Your infrastructure matches the configuration.");
    }
  });
});
