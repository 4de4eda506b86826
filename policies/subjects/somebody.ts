/** Whether an entry of a list of people names anybody: a blank text names nobody, and an expression somebody. */
export function isSomebody(entry: unknown): boolean {
  return typeof entry === "string" ? entry.trim() !== "" : Boolean(entry);
}

/** Whether an entry of a list of e-mail addresses is one, or an expression that Terraform makes one of. */
export function isAddress(entry: unknown): boolean {
  return isSomebody(entry) && /@|\$\{/.test(String(entry));
}
