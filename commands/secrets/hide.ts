/** Takes values out of what others wrote, also as they stand in JSON; Terraform hides only what it wrote itself. */
export function hiding(values: readonly string[]): (text: string) => string {
  const forms = values.filter(Boolean).flatMap((value) => [value, JSON.stringify(value).slice(1, -1)]);
  const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((rest, form) => rest.replaceAll(form, "(sensitive value)"), text);
}
