import { CloudError } from "../cloud-error";

/** One entry of `errors` in a 422 answer. */
export interface FieldError {
  readonly resource: string;
  readonly field?: string;
  readonly code: string;
  readonly message?: string;
}

export function notFound(): CloudError {
  return refuse(404, "Not Found");
}

/** 422 with entries for the fields at fault. */
export function invalid(message: string, ...errors: readonly (FieldError | string)[]): CloudError {
  return refuse(422, message, errors);
}

export function refuse(
  status: number,
  message: string,
  errors?: readonly (FieldError | string)[],
): CloudError {
  return new CloudError(
    status,
    message,
    errors === undefined || errors.length === 0 ? {} : { body: { errors } },
  );
}
