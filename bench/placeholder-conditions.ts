// What stacks/refuse-placeholders.ts writes, as a person would paste it.

export const PLACEHOLDER_GUARD =
  "a placeholder stands where a secret's value should be: export the TF_VAR_ variables of the secrets";

export const APP_SECRETS =
  '${!anytrue([for value in concat(self.spec[0].env[*].value, flatten(self.spec[0].alert[*].destinations[*].slack_webhooks[*].url), flatten(self.spec[0].service[*].image[*].registry_credentials), flatten(self.spec[0].service[*].alert[*].destinations[*].slack_webhooks[*].url), flatten(self.spec[0].service[*].log_destination[*].logtail[*].token), flatten(self.spec[0].service[*].log_destination[*].datadog[*].api_key), flatten(self.spec[0].service[*].log_destination[*].open_search[*].basic_auth[*].password), flatten(self.spec[0].worker[*].image[*].registry_credentials), flatten(self.spec[0].worker[*].alert[*].destinations[*].slack_webhooks[*].url), flatten(self.spec[0].worker[*].log_destination[*].logtail[*].token), flatten(self.spec[0].worker[*].log_destination[*].datadog[*].api_key), flatten(self.spec[0].worker[*].log_destination[*].open_search[*].basic_auth[*].password), flatten(self.spec[0].job[*].image[*].registry_credentials), flatten(self.spec[0].job[*].alert[*].destinations[*].slack_webhooks[*].url), flatten(self.spec[0].job[*].log_destination[*].logtail[*].token), flatten(self.spec[0].job[*].log_destination[*].datadog[*].api_key), flatten(self.spec[0].job[*].log_destination[*].open_search[*].basic_auth[*].password)) : can(regex("PLATFORM/PLACEHOLDER", value))])}';

export const UPTIME_ALERT_SECRETS =
  '${!anytrue([for value in flatten(self.notifications[*].slack[*].url) : can(regex("PLATFORM/PLACEHOLDER", value))])}';

export const TOKEN_SECRET =
  '${!anytrue([for value in [self.plaintext_value] : can(regex("PLATFORM/PLACEHOLDER", value))])}';

export const TOKEN_FORM =
  '${nonsensitive(can(regex("^((do[op]_v1_)?[0-9a-f]{64}|.*PLATFORM/PLACEHOLDER.*)$", var.DO_ACCESS_TOKEN)))}';

export const NO_TOKEN =
  "DO_ACCESS_TOKEN must be a DigitalOcean token, dop_v1_ and 64 hexadecimal digits: correct TF_VAR_DO_ACCESS_TOKEN.";
