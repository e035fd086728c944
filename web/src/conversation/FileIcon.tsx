import type { LucideIcon } from "lucide-react";
import { Braces, File, FileText, Image, Table2, Workflow } from "lucide-react";

import type { FileKind } from "@/api/contract";

const ICONS: Record<FileKind, LucideIcon> = {
  workflow: Workflow,
  csv: Table2,
  json: Braces,
  text: FileText,
  markdown: FileText,
  pdf: FileText,
  image: Image,
};

/** null: nobody knows yet what it is. */
export function FileIcon({ kind, className }: { kind: FileKind | null; className: string }) {
  const Icon = kind ? ICONS[kind] : File;
  return <Icon className={className} aria-hidden />;
}
