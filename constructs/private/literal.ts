/**
 * Text that reaches the cloud as it is written: `${…}` and `%{…}` are Terraform's own templates otherwise, and a
 * workflow file is full of `${{ }}`. Tokens stay what they are.
 */
export function literal(text: string): string {
  return text.replace(/\$\{(?!TfToken\[)|%\{/g, (template) => template.charAt(0) + template);
}

/**
 * The same of what a caller may have escaped already, as Terraform's documentation teaches: `$${PORT}` stays. An untyped
 * caller's number is refused elsewhere.
 */
export function literalOnce(text: string): string {
  return String(text).replace(
    /(?<!\$)\$\{(?!TfToken\[)|(?<!%)%\{/g,
    (template) => template.charAt(0) + template,
  );
}
