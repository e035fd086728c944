import clsx from "clsx";
import { useEffect, useRef, useState } from "react";

import type { TemplateRow } from "@/api/contract";
import { useTemplate } from "@/api/queries";
import { PageLink } from "@/app/PageLink";
import { templatePath } from "@/app/route";
import { own } from "@/graph/own";
import { useArea } from "@/i18n/area";
import { templateWords } from "@/i18n/templates";

import { MiniWorkflow } from "./MiniWorkflow";

interface TemplateCardProps {
  template: TemplateRow;
  selected: boolean;
}

const PICTURE = { width: 320, height: 128 };

export function TemplateCard({ template, selected }: TemplateCardProps) {
  const w = useArea(templateWords);
  return (
    <PageLink
      to={templatePath(template.key)}
      aria-current={selected ? "true" : undefined}
      className={clsx(
        "flex h-full flex-col overflow-hidden rounded-xl border bg-surface transition-colors hover:border-accent-line",
        selected ? "border-accent" : "border-line",
      )}
    >
      <Preview templateKey={template.key} />
      <span className="flex flex-1 flex-col p-3.5">
        <span className="font-medium text-pretty">{template.name}</span>
        <span className="mt-1 line-clamp-2 text-sm text-soft">{template.description}</span>
        <span className="mt-auto pt-3 text-xs text-faint">
          {own(w.categories, template.category) ?? template.category} · {w.nodes(template.node_count)} · {w.complexities[template.complexity]}
        </span>
      </span>
    </PageLink>
  );
}

/** Its workflow is asked for when the card comes near the window. */
function Preview({ templateKey }: { templateKey: string }) {
  const ref = useRef<HTMLSpanElement>(null);
  const [near, setNear] = useState(false);
  const { data } = useTemplate(near ? templateKey : null);
  useEffect(() => {
    if (!ref.current) return;
    const observer = new IntersectionObserver((entries) => setNear((was) => was || entries.some(({ isIntersecting }) => isIntersecting)), {
      rootMargin: "200px",
    });
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return (
    <span ref={ref} className="block h-32 border-b border-line bg-sunken">
      {data ? <MiniWorkflow document={data.workflow} {...PICTURE} /> : null}
    </span>
  );
}
