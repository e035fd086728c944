import { fileURLToPath } from "node:url";

import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: "../src/nodepilot/server/static",
    emptyOutDir: true,
    target: "es2022",
    // The Content-Security-Policy allows files of our own only: no data: fonts, no inline module preload.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What several parts of the page share comes in few files: dozens of small ones would wait for each other.
        codeSplitting: {
          groups: [
            { name: "icons", test: /lucide-react/, minShareCount: 2 },
            { name: "shared", test: /web.src.(api|app|design|i18n|graph)/, minShareCount: 3 },
          ],
        },
      },
    },
    chunkSizeWarningLimit: 700,
  },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": { target: "http://127.0.0.1:8000", changeOrigin: true } },
  },
  test: { include: ["src/**/*.test.ts", "src/**/*.test.tsx"] },
});
