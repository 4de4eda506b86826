/** Web addresses that are a password: whoever has them can post. */
const SECRET_TEXTS = [
  /\bhttps:\/\/hooks\.slack\.com\/(services|workflows|triggers)\//i,
  /\bhttps:\/\/(\w+\.)?discord(app)?\.com\/api\/webhooks\//i,
];

/** DigitalOcean's ciphertext of a SECRET variable. */
const SEALED = /^EV\[\d+:/;

/** Whether the text is a secret whatever attribute holds it. */
export function isSecretText(text: string): boolean {
  return isSealed(text) || SECRET_TEXTS.some((pattern) => pattern.test(text));
}

/** Whether DigitalOcean sealed the text: it shows secrets only as `EV[1:…]`. */
export function isSealed(text: string): boolean {
  return SEALED.test(text);
}

/** Attributes that hold secrets and that providers do not mark: webhooks of Slack, in every resource that has alerts. */
const SECRET_PATH = /(^|\.)slack(_webhooks?)?\.url$/;

/** Whether what the attribute holds is a secret although the provider does not say so. */
export function isSecretName(path: string): boolean {
  return SECRET_PATH.test(path);
}

/**
 * Provider digitalocean marks all of an app's variables because one part, the value, is sensitive. The other parts
 * are what a reader needs to know which variable changed.
 */
const APP_VARIABLE = /^spec\.(\w+\.)?env\.(key|scope|type)$/;

/** Whether the part of a sensitive set may be shown. */
export function isDisclosed(type: string, path: string): boolean {
  return type === "digitalocean_app" && APP_VARIABLE.test(path);
}
