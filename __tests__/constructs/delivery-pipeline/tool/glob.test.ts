import { isPlainGlob, matchesGlob } from "../../../../constructs/delivery-pipeline/tool/glob";

/** What minimatch 10.2 answers with `dot: true`, as actions/labeler 7.0.0 asks it. */
const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  "src/**": ["src/app.py", "src/a/b/.env", "src/a/b.md"],
  "**/*.md": ["README.md", "src/a/b.md", "docs/.md", ".github/a.md"],
  "*.md": ["README.md"],
  "src/**/b*": ["src/a/b.md"],
  "src/*": ["src/app.py"],
  "src/*/?.md": ["src/a/b.md"],
  ".github/**": [".github/a.md", ".github/workflows/ci.yml"],
  "**": [],
  "docs/*": ["docs/.md"],
  "**/.env": ["src/a/b/.env"],
  "(app)/+page.ts": ["(app)/+page.ts"],
  "src/a**": ["src/app.py"],
};
const PATHS = [...new Set(Object.values(ANSWERS).flat()), "Xsrc/app.py", "src", "READMEXmd"];

test.each(Object.entries(ANSWERS))("%s", (glob, matched) => {
  const found = PATHS.filter((path) => matchesGlob(glob, path));
  expect(found.sort()).toEqual([...(glob === "**" ? PATHS : matched)].sort());
  expect(isPlainGlob(glob)).toBe(true);
});

test.each([
  "a/{b,c}",
  "[ab].py",
  "!src/**",
  "#a",
  "+(a|b)",
  "a\\*",
  "/src",
  "src/",
  "./src",
  "a//b",
  "../a",
  "",
])("%j is not plain", (glob) => {
  expect(isPlainGlob(glob)).toBe(false);
});
