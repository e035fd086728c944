/** Calls as the server describes them: the name of a route says what goes along and what comes back. */

import { request } from "./http";
import type { Calls } from "./schema";

type Name = keyof Calls;

/** Parts of the address and a body where the route has them; a query where one is wanted. */
type Given<Route extends Name> = (Calls[Route]["path"] extends Record<string, string | number> ? { path: Calls[Route]["path"] } : object) &
  (undefined extends Calls[Route]["body"] ? object : { body: Calls[Route]["body"] }) & { query?: Calls[Route]["query"] };

interface Loose {
  path?: Record<string, string | number>;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
}

/** `GET /api/x/{id}` with its parts filled in; what is undefined is left out of the query. */
export function addressOf(route: string, { path = {}, query = {} }: Loose): string {
  const place = route.slice(route.indexOf(" ") + 1).replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ""));
  const asked = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return asked.length ? `${place}?${new URLSearchParams(asked)}` : place;
}

export function call<Route extends Name>(route: Route, ...[given]: object extends Given<Route> ? [Given<Route>?] : [Given<Route>]) {
  const loose = (given ?? {}) as Loose;
  const method = route.slice(0, route.indexOf(" ")) as "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  // A request that changes something carries JSON, the empty object where nothing is to be said.
  const body = loose.body ?? (method === "POST" ? {} : undefined);
  return request<Calls[Route]["answer"]>(addressOf(route, loose), body === undefined ? { method } : { method, body });
}
