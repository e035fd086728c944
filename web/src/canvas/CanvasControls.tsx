import { Panel, useReactFlow } from "@xyflow/react";
import { BrushCleaning, Map as MapIcon, Maximize, Minus, Plus, Search } from "lucide-react";

import { paced } from "@/app/media";
import { setPreferences, usePreferences } from "@/app/preferences";
import { IconButton } from "@/design/IconButton";
import { useMessages } from "@/i18n";

interface CanvasControlsProps {
  minimapMatters: boolean;
  fit: () => void;
  onSearch: () => void;
  /** Set where nodes can be moved. */
  onArrange: (() => void) | null;
}

export function CanvasControls({ minimapMatters, fit, onSearch, onArrange }: CanvasControlsProps) {
  const t = useMessages();
  const { minimap } = usePreferences();
  const flow = useReactFlow();
  return (
    <Panel position="bottom-left">
      <div className="flex gap-0.5 rounded-xl border border-line bg-surface p-0.5 shadow-1" role="toolbar" aria-label={t.canvas.label}>
        <IconButton label={t.canvas.zoomOut} shortcut="-" side="top" onClick={() => void flow.zoomOut({ duration: paced(150) })}>
          <Minus className="size-4" aria-hidden />
        </IconButton>
        <IconButton label={t.canvas.zoomIn} shortcut="=" side="top" onClick={() => void flow.zoomIn({ duration: paced(150) })}>
          <Plus className="size-4" aria-hidden />
        </IconButton>
        <IconButton label={t.canvas.fit} shortcut="1" side="top" onClick={fit}>
          <Maximize className="size-4" aria-hidden />
        </IconButton>
        <IconButton label={t.editing.findNode} shortcut="F" side="top" onClick={onSearch}>
          <Search className="size-4" aria-hidden />
        </IconButton>
        {onArrange ? (
          <IconButton label={t.editing.tidyUp} side="top" onClick={onArrange}>
            <BrushCleaning className="size-4" aria-hidden />
          </IconButton>
        ) : null}
        {minimapMatters ? (
          <IconButton label={t.canvas.minimap} side="top" aria-pressed={minimap} onClick={() => setPreferences({ minimap: !minimap })}>
            <MapIcon className="size-4" aria-hidden />
          </IconButton>
        ) : null}
      </div>
    </Panel>
  );
}
