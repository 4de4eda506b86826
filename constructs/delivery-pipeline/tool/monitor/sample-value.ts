/** A value as Prometheus writes it; undefined when it is none: "NaN", or not there at all. */
export function sampleValue(text: string | undefined): number | undefined {
  const value = Number(text?.replace(/^([+-]?)Inf$/, "$1Infinity") ?? Number.NaN);
  return Number.isNaN(value) ? undefined : value;
}
