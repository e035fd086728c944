/**
 * Files that wait to go with the next message, for each conversation. They live outside React, so that an upload
 * goes on while one looks at something else, and those that have arrived are there again after a reload.
 */

import { useSyncExternalStore } from "react";

import type { UploadedFile } from "@/api/contract";
import { removeFile } from "@/api/endpoints";
import { ApiError } from "@/api/http";
import { uploadFile } from "@/api/uploads";

export const MOST_FILES = 5;
const LARGEST_FILE = 10_000_000;

export interface Attachment {
  /** Unique in this tab. */
  key: string;
  name: string;
  size: number;
  /** From 0 to 1 while it is sent. */
  progress: number;
  /** Once it has arrived. */
  file: UploadedFile | null;
  failure: AttachmentFailure | null;
}

/** A code of our own, or the server's words. */
export type AttachmentFailure = { code: "tooLarge" | "empty" | "broken" } | { code: "refused"; message: string; next: string };

const NONE: Attachment[] = [];
const KEY = "nodepilot.files.";

export class AttachmentStore {
  private byScope = new Map<string, Attachment[]>();
  private aborts = new Map<string, AbortController>();
  private listeners = new Set<() => void>();
  private count = 0;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  of(scope: string): Attachment[] {
    const known = this.byScope.get(scope);
    if (known) return known;
    const kept = readKept(scope).map((file) => this.made(file.name, file.size, file));
    this.byScope.set(scope, kept.length ? kept : NONE);
    return this.of(scope);
  }

  /** Sends files up; false when there are more than go with one message, and none is taken then. */
  add(scope: string, files: readonly File[]): boolean {
    if (this.of(scope).length + files.length > MOST_FILES) return false;
    for (const file of files) void this.upload(scope, file);
    return true;
  }

  remove(scope: string, key: string): void {
    const found = this.of(scope).find((each) => each.key === key);
    this.aborts.get(key)?.abort();
    // Whether it is deleted now or by itself tomorrow makes no difference to anybody.
    if (found?.file) removeFile(found.file.id).catch(() => undefined);
    this.write(
      scope,
      this.of(scope).filter((each) => each.key !== key),
    );
  }

  /** Those that have arrived, to be sent now; nothing waits here any more. */
  take(scope: string): UploadedFile[] {
    const files = this.of(scope).flatMap(({ file }) => file ?? []);
    this.write(scope, NONE);
    return files;
  }

  private async upload(scope: string, file: File): Promise<void> {
    const made = this.made(file.name, file.size, null);
    const { key } = made;
    const failure: AttachmentFailure | null =
      file.size > LARGEST_FILE ? { code: "tooLarge" } : file.size === 0 ? { code: "empty" } : null;
    this.write(scope, [...this.of(scope), { ...made, failure }]);
    if (failure) return;
    const abort = new AbortController();
    this.aborts.set(key, abort);
    try {
      const onProgress = (progress: number) => this.change(scope, key, { progress });
      const uploaded = await uploadFile(file, { signal: abort.signal, onProgress });
      this.change(scope, key, { file: uploaded, name: uploaded.name, progress: 1 });
    } catch (error) {
      if (!abort.signal.aborted) this.change(scope, key, { failure: failureOf(error) });
    } finally {
      this.aborts.delete(key);
    }
  }

  private made(name: string, size: number, file: UploadedFile | null): Attachment {
    this.count += 1;
    return { key: `file-${this.count}`, name, size, progress: file ? 1 : 0, file, failure: null };
  }

  private change(scope: string, key: string, change: Partial<Attachment>): void {
    this.write(
      scope,
      this.of(scope).map((each) => (each.key === key ? { ...each, ...change } : each)),
    );
  }

  private write(scope: string, attachments: Attachment[]): void {
    this.byScope.set(scope, attachments.length ? attachments : NONE);
    keep(
      scope,
      attachments.flatMap(({ file }) => file ?? []),
    );
    for (const listener of this.listeners) listener();
  }
}

function failureOf(error: unknown): AttachmentFailure {
  if (!(error instanceof ApiError) || error.unreachable) return { code: "broken" };
  return { code: "refused", message: error.message, next: error.nextStep };
}

function readKept(scope: string): UploadedFile[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY + scope) ?? "[]");
    return Array.isArray(kept) ? (kept as UploadedFile[]) : [];
  } catch {
    return [];
  }
}

function keep(scope: string, files: UploadedFile[]): void {
  try {
    if (files.length) localStorage.setItem(KEY + scope, JSON.stringify(files));
    else localStorage.removeItem(KEY + scope);
  } catch {
    // Without storage they wait as long as the page lives.
  }
}

export const attachments = new AttachmentStore();

export function useAttachments(scope: string): Attachment[] {
  return useSyncExternalStore(attachments.subscribe, () => attachments.of(scope));
}
