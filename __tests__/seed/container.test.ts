import { lingobotFiles } from "../constructs/delivery-pipeline/lingobot-pipeline";
import { fileOf } from "../constructs/delivery-pipeline/rendered";

const dockerfile = fileOf(lingobotFiles(), "Dockerfile");
const [, builder = "", runtime = ""] = dockerfile.split(/^FROM .*$/m).slice(1);

test("the builder installs the locked dependencies into .venv with uv", () => {
  expect(builder).toContain("COPY --from=uv /uv ");
  expect(builder).toContain("COPY pyproject.toml uv.lock ./");
  expect(builder).toMatch(/uv sync --locked --no-dev --no-install-project/);
  expect(builder).toContain(".venv");
});

test("the runtime takes .venv from the builder and the code from the repository, and nothing else", () => {
  expect(runtime.match(/^(?:COPY|ADD) .*$/gm)).toEqual([
    "COPY --from=builder /app/.venv /app/.venv",
    "COPY src ./src",
  ]);
});
