export interface FieldError {
  field: string;
  code: string;
  message: string;
}

/** A refusal in the server's words. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly errors: FieldError[] = [],
  ) {
    super(detail);
  }
}

const keyItem = 'function-key';

let antiForgery = '';
let onSignedOut: () => void = () => undefined;

export function useSession(token: string, signedOut: () => void): void {
  antiForgery = token;
  onSignedOut = signedOut;
}

/** Where the host keeps no session the page keeps the key, for as long as the tab is open. */
export function keepKey(key: string | null): void {
  if (key === null) sessionStorage.removeItem(keyItem);
  else sessionStorage.setItem(keyItem, key);
}

export const hasKey = (): boolean => sessionStorage.getItem(keyItem) !== null;

/** What a request carries beside the cookie. */
export function sessionHeaders(): Record<string, string> {
  const key = sessionStorage.getItem(keyItem);
  return key === null ? { 'x-anti-forgery': antiForgery } : { 'x-anti-forgery': antiForgery, 'x-functions-key': key };
}

export const get = <T>(path: string): Promise<T> => call<T>('GET', path);

export const send = <T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, headers?: Record<string, string>): Promise<T> => call<T>(method, path, body, headers);

/** The answer with its ETag, for what is changed by it. */
export async function getTagged<T>(path: string): Promise<{ value: T; etag: string | null }> {
  const response = await request('GET', path);
  return { value: (await response.json()) as T, etag: response.headers.get('etag') };
}

/** Saves a file that only the key opens. */
export async function fetchFile(path: string, name: string): Promise<void> {
  const address = URL.createObjectURL(await (await request('GET', path)).blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

async function call<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T> {
  const response = await request(method, path, body, headers);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

async function request(method: string, path: string, body?: unknown, extra?: Record<string, string>): Promise<Response> {
  const { 'x-anti-forgery': token, ...key } = sessionHeaders();
  const headers: Record<string, string> = { accept: 'application/json', ...key, ...extra };
  if (method !== 'GET') headers['x-anti-forgery'] = token ?? '';
  if (body !== undefined) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(path, { method, headers, body: body === undefined ? null : JSON.stringify(body), cache: 'no-store' });
  } catch {
    throw new Problem(0, 'NO_CONNECTION', 'The host does not answer. Is it running?');
  }
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (response.status === 401 && !path.endsWith('/session')) onSignedOut();
  throw problem;
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const body = (await response.json()) as { detail?: string; code?: string; errors?: FieldError[] };
    return new Problem(response.status, body.code ?? 'REFUSED', body.detail ?? response.statusText, body.errors ?? []);
  } catch {
    return new Problem(response.status, 'REFUSED', `The host answered ${response.status}.`);
  }
}
