import { Braces, ClipboardCopy, Download, FileImage, Shapes } from "lucide-react";

import { IconButton } from "@/design/IconButton";
import { Menu, MenuItem } from "@/design/Menu";
import { showToast } from "@/design/Toasts";
import { draw } from "@/graph/drawing";
import { fileName } from "@/graph/names";
import { own } from "@/graph/own";
import type { Workflow } from "@/graph/workflow";
import { useMessages } from "@/i18n";

import { saveFile } from "./save";

interface PanelActionsProps {
  json: string;
  workflow: Workflow | null;
  /** Pictures are made of the canvas, so only while it is shown. */
  onCanvas: boolean;
  /** Called when the browser refuses to copy: the JSON must be shown then. */
  onShowJson: () => void;
}

export function PanelActions({ json, workflow, onCanvas, onShowJson }: PanelActionsProps) {
  const t = useMessages();
  const save = (extension: string, content: Blob) => {
    const name = fileName(workflow?.name, extension);
    saveFile(name, content);
    showToast(t.workflow.downloaded(name));
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(json);
      showToast(t.workflow.copyForN8nDone);
    } catch {
      onShowJson();
      showToast(t.workflow.copyFailed);
    }
  };
  const savePicture = async (extension: "svg" | "png") => {
    if (!workflow) return;
    try {
      const { pngOf, svgOf } = await import("@/canvas/picture");
      const svg = svgOf(draw(workflow), (label) => own(t.canvas.ports, label) ?? label);
      save(extension, extension === "svg" ? new Blob([svg], { type: "image/svg+xml" }) : await pngOf(svg));
    } catch {
      showToast(t.workflow.pictureFailed);
    }
  };
  return (
    <div className="flex shrink-0 items-center gap-1">
      <IconButton label={t.workflow.copyForN8n} onClick={() => void copy()}>
        <ClipboardCopy className="size-4" aria-hidden />
      </IconButton>
      <Menu
        trigger={
          <button
            type="button"
            aria-label={t.workflow.export}
            className="flex size-8 items-center justify-center rounded-lg text-soft hover:bg-hover hover:text-text"
          >
            <Download className="size-4" aria-hidden />
          </button>
        }
      >
        <MenuItem icon={<Braces />} onSelect={() => save("json", new Blob([json], { type: "application/json" }))}>
          {t.workflow.downloadJson}
        </MenuItem>
        {workflow?.nodes.length && onCanvas ? (
          <>
            <MenuItem icon={<FileImage />} onSelect={() => void savePicture("png")}>
              {t.workflow.exportPng}
            </MenuItem>
            <MenuItem icon={<Shapes />} onSelect={() => void savePicture("svg")}>
              {t.workflow.exportSvg}
            </MenuItem>
          </>
        ) : null}
      </Menu>
    </div>
  );
}
