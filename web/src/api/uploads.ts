/** Sending files up. `fetch` does not tell how far it has come, so this is the one place without it. */

import { languageNow } from "@/i18n";

import type { Problem, UploadedFile } from "./contract";
import { ApiError } from "./http";

interface UploadOptions {
  signal: AbortSignal;
  /** From 0 to 1. */
  onProgress: (share: number) => void;
}

/** Throws ApiError, and an AbortError when `signal` ends it. */
export function uploadFile(file: File, { signal, onProgress }: UploadOptions): Promise<UploadedFile> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.append("file", file, file.name);
    const request = new XMLHttpRequest();
    const giveUp = () => request.abort();
    const over = (settle: () => void) => {
      signal.removeEventListener("abort", giveUp);
      settle();
    };
    request.open("POST", "/api/files");
    request.setRequestHeader("X-NodePilot", "1");
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Accept-Language", languageNow());
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      const body = request.response as unknown;
      if (request.status === 201) over(() => resolve(body as UploadedFile));
      else over(() => reject(new ApiError((typeof body === "object" && body ? body : {}) as Problem, request.status)));
    });
    request.addEventListener("error", () => over(() => reject(new ApiError({}, 0))));
    request.addEventListener("abort", () => over(() => reject(new DOMException("Stopped", "AbortError"))));
    signal.addEventListener("abort", giveUp, { once: true });
    request.send(form);
  });
}
