/** One way to talk to the server: JSON in, JSON out, every failure an ApiError that says what to do. */

import { languageNow } from "@/i18n";

import type { Problem } from "./contract";

export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly nextStep: string;
  readonly requestId: string;

  constructor(problem: Problem, status: number) {
    super(problem.detail || problem.title || `HTTP ${status}`);
    this.name = "ApiError";
    this.status = status;
    this.code = problem.code ?? (status === 0 ? "UNREACHABLE" : "HTTP_ERROR");
    this.nextStep = problem.next_step ?? "";
    this.requestId = problem.request_id ?? "";
  }

  /** The server was not reached at all: nothing was done there. */
  get unreachable(): boolean {
    return this.status === 0;
  }
}

export interface RequestOptions {
  method?: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  body?: unknown;
  accept?: string;
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

/** Sends the request; throws ApiError unless the answer is a 2xx. */
export async function send(path: string, options: RequestOptions = {}): Promise<Response> {
  const { method = "GET", body, accept = "application/json", signal } = options;
  const headers: Record<string, string> = { ...options.headers, Accept: accept, "Accept-Language": languageNow() };
  if (method !== "GET") headers["X-NodePilot"] = "1";
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: "same-origin",
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === "AbortError") throw failure;
    throw new ApiError({}, 0);
  }
  if (!response.ok) throw new ApiError(await readProblem(response), response.status);
  return response;
}

export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  const response = await send(path, options);
  if (response.status === 204) return undefined as Answer;
  return (await response.json()) as Answer;
}

async function readProblem(response: Response): Promise<Problem> {
  if (!(response.headers.get("Content-Type") ?? "").includes("json")) return {};
  try {
    const problem: unknown = await response.json();
    return typeof problem === "object" && problem !== null ? (problem as Problem) : {};
  } catch {
    return {};
  }
}
