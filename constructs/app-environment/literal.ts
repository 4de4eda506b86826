/**
 * Keeps `${…}` and `%{…}` from Terraform, so that they reach App Platform (`${APP_URL}`) or the shell (`${PORT}`).
 * Tokens stay what they are; what is escaped already stays so. An untyped caller's number is refused later on.
 */
export function asLiteral(text: string): string {
  return String(text)
    .replace(/(?<!\$)\$\{(?!TfToken\[)/g, () => "$${")
    .replace(/(?<!%)%\{/g, () => "%%{");
}
