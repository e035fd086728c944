import clsx from "clsx";

import type { Origin, Provenance } from "@/api/contract";
import { clearTrace, tracePlace, useTrace } from "@/conversation/trace";
import { humanize } from "@/graph/names";
import { own } from "@/graph/own";
import { wordsAt } from "@/graph/provenance";
import type { Json, JsonObject } from "@/graph/workflow";
import { isObject } from "@/graph/workflow";
import { useMessages } from "@/i18n";

interface ParameterTreeProps {
  node: string;
  parameters: JsonObject;
  origins: Provenance[string];
  request: string;
}

/** A node's parameters, as they stand in the document, with the reason for each beside it. */
export function ParameterTree({ node, parameters, origins, request }: ParameterTreeProps) {
  return (
    <dl className="space-y-3.5">
      {Object.entries(parameters).map(([key, value]) => (
        <Parameter key={key} node={node} path={key} name={key} value={value} origins={origins} request={request} />
      ))}
    </dl>
  );
}

interface ParameterProps extends Omit<ParameterTreeProps, "parameters"> {
  path: string;
  name: string;
  value: Json;
}

function Parameter({ node, path, name, value, origins, request }: ParameterProps) {
  const trace = useTrace();
  const origin = own(origins, path);
  const lit = trace.places.some((place) => place.node === node && place.path === path);
  const light = () => {
    if (origin?.span) tracePlace([origin.span]);
  };
  return (
    <div
      onPointerEnter={light}
      onPointerLeave={clearTrace}
      className={clsx("-mx-1.5 rounded-md px-1.5 py-0.5 transition-colors", lit ? "bg-mark" : "")}
    >
      <dt className="mb-1 flex flex-wrap items-center gap-x-2 text-xs font-medium text-soft">
        {humanize(name)}
        {origin ? <OriginChip origin={origin} request={request} /> : null}
      </dt>
      <dd className="min-w-0 text-sm">
        <Value node={node} path={path} value={value} origins={origins} request={request} />
      </dd>
    </div>
  );
}

function isLocator(value: JsonObject): boolean {
  return value["__rl"] === true;
}

type ValueProps = Omit<ParameterProps, "name">;

function Value({ node, path, value, origins, request }: ValueProps) {
  const t = useMessages();
  if (typeof value === "string") return <TextValue text={value} />;
  if (typeof value === "boolean") return <Box>{value ? t.inspector.yes : t.inspector.no}</Box>;
  if (typeof value === "number") return <Box>{value}</Box>;
  if (value === null) return <Box faint>{t.inspector.empty}</Box>;
  if (Array.isArray(value)) {
    if (value.length === 0) return <Box faint>{t.inspector.empty}</Box>;
    return (
      <ol className="space-y-2">
        {value.map((item, index) => (
          // A list of parameters is never reordered while it is shown.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className="border-l-2 border-line pl-3">
            <Value node={node} path={`${path}.${index}`} value={item} origins={origins} request={request} />
          </li>
        ))}
      </ol>
    );
  }
  if (isLocator(value)) {
    const { value: inner, mode } = value;
    return (
      <div className="flex items-start gap-2">
        {typeof mode === "string" ? (
          <span className="mt-1 shrink-0 rounded bg-hover px-1.5 text-2xs text-soft">{humanize(mode)}</span>
        ) : null}
        <div className="min-w-0 flex-1">
          <Value node={node} path={`${path}.value`} value={inner ?? null} origins={origins} request={request} />
        </div>
      </div>
    );
  }
  const entries = Object.entries(value).filter(([, inner]) => !isObject(inner) || Object.keys(inner).length > 0);
  if (entries.length === 0) return <Box faint>{t.inspector.empty}</Box>;
  return (
    <dl className="space-y-2.5 border-l-2 border-line pl-3">
      {entries.map(([key, inner]) => (
        <Parameter key={key} node={node} path={`${path}.${key}`} name={key} value={inner} origins={origins} request={request} />
      ))}
    </dl>
  );
}

const BOX = "rounded-md border border-line bg-sunken px-2 py-1 break-words";

function Box({ faint = false, children }: { faint?: boolean; children: React.ReactNode }) {
  return <div className={clsx(BOX, faint ? "text-faint italic" : "")}>{children}</div>;
}

/** A text; one that begins with `=` is an expression and its `{{ … }}` stand out. */
function TextValue({ text }: { text: string }) {
  const t = useMessages();
  if (text === "") return <Box faint>{t.inspector.empty}</Box>;
  const expression = text.startsWith("=");
  const code = expression || text.includes("\n");
  const body = expression ? text.slice(1) : text;
  return (
    <div className={clsx(BOX, "relative max-h-72 overflow-auto whitespace-pre-wrap", code ? "font-mono text-xs leading-5" : "")}>
      {expression ? (
        <span className="float-right ml-2 rounded bg-ai-soft px-1 font-sans text-2xs text-ai" title={t.inspector.expression}>
          fx
        </span>
      ) : null}
      {expression
        ? body.split(/(\{\{[\s\S]*?\}\})/).map((part, index) =>
            part.startsWith("{{") ? (
              // oxlint-disable-next-line react/no-array-index-key
              <span key={index} className="text-code-expression">
                {part}
              </span>
            ) : (
              part
            ),
          )
        : body}
    </div>
  );
}

const CHIPS: Record<string, string> = {
  request: "bg-mark text-text",
  assumption: "bg-info-soft text-info",
  placeholder: "bg-warning-soft text-warning",
};

export function OriginChip({ origin, request }: { origin: Origin; request: string }) {
  const t = useMessages();
  const words = origin.span ? wordsAt(request, origin.span) : "";
  const text = words && origin.kind === "request" ? t.inspector.fromWords(words) : (own(t.inspector.origins, origin.kind) ?? origin.kind);
  return (
    <span
      title={origin.note || undefined}
      className={clsx("inline-block max-w-full truncate rounded px-1.5 text-2xs font-normal", own(CHIPS, origin.kind) ?? "bg-hover text-soft")}
    >
      {text}
    </span>
  );
}
