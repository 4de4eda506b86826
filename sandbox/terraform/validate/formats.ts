/** Whether a text is an IPv4 or IPv6 network in CIDR notation. */
export function isCidr(text: string): boolean {
  const [address = "", length = "", ...rest] = text.split("/");
  if (rest.length > 0 || !/^\d{1,3}$/.test(length)) return false;
  const parts = address.split(".");
  const isIpv4 =
    parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
  if (isIpv4) return Number(length) <= 32;
  return address.includes(":") && /^[0-9a-fA-F:.]+$/.test(address) && Number(length) <= 128;
}

/** Whether a text is a timestamp of RFC 3339. */
export function isRfc3339(text: string): boolean {
  const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
  return shape.test(text) && !Number.isNaN(Date.parse(text));
}

/** What is wrong with a JSON text; undefined when nothing is. An empty text is as good as none. */
export function jsonFault(text: string): string | undefined {
  if (text === "") return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    const first = text.trimStart().charAt(0);
    return /[[{"\-\dtfn]/.test(first)
      ? "unexpected end of JSON input"
      : `invalid character '${first}' looking for beginning of value`;
  }
}
