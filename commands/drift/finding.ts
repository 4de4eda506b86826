import type { Finding } from "../../constructs/delivery-pipeline/tool/gate/finding";

/** A finding in a sentence, with what to do. */
export function describeFinding(subject: string, { what, wanted, live }: Finding, next: string): string {
  return `${subject}: ${what}: ${JSON.stringify(wanted)} by the code, ${JSON.stringify(live)} live; put it right: ${next}`;
}
