/** What the linter's and the type checker's settings depend on. */
export interface PythonSettingsProps {
  /** Oldest version of Python that the code runs on, for example "3.11". */
  readonly oldest: string;
  readonly sourceFolder: string;
  readonly testFolder: string;
}

/** ruff with its security rules (`S`, from bandit). Tests may assert. */
export function ruffSettings({ oldest, sourceFolder, testFolder }: PythonSettingsProps): string {
  return `target-version = "py${oldest.replace(".", "")}"
line-length = 100
src = ["${sourceFolder}", "${testFolder}"]

[lint]
# E, W, F: errors. I: import order. B: likely bugs. S: security. UP: outdated syntax. SIM, C4, RUF, PT: clarity. ASYNC: blocking calls.
select = ["E", "W", "F", "I", "B", "S", "UP", "SIM", "C4", "RUF", "PT", "ASYNC"]

[lint.per-file-ignores]
# Tests assert, and hold made-up credentials.
"${testFolder}/**" = ["S101", "S105", "S106"]
`;
}

/** mypy, strict. */
export function mypySettings({ oldest, sourceFolder, testFolder }: PythonSettingsProps): string {
  return `[mypy]
strict = true
python_version = ${oldest}
mypy_path = ${sourceFolder}
files = ${sourceFolder}, ${testFolder}
warn_unreachable = true
enable_error_code = ignore-without-code, redundant-expr, truthy-bool
`;
}
