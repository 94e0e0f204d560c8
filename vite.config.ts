// Builds the look and the scripts of the pages into build/frontend; Django gives the names their hashes.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";

const sources = resolve(import.meta.dirname, "src/giamngheo/web/components/frontend");
const icons = resolve(import.meta.dirname, "node_modules/@tabler/icons/icons/outline");

/** One SVG file with a symbol for each icon that pages name; nothing else of the icon set is shipped. */
function sprite(): Plugin {
  return {
    name: "sprite",
    generateBundle() {
      const names: string[] = JSON.parse(readFileSync(resolve(sources, "icons.json"), "utf-8"));
      const symbols = names.map((name) => {
        const drawn = readFileSync(resolve(icons, `${name}.svg`), "utf-8");
        const inside = drawn.slice(drawn.indexOf(">", drawn.indexOf("<svg")) + 1, drawn.lastIndexOf("</svg>"));
        return `<symbol id="${name}" viewBox="0 0 24 24">${inside.replace(/\s+/g, " ").trim()}</symbol>`;
      });
      this.emitFile({
        type: "asset",
        fileName: "frontend/icons.svg",
        source: `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`,
      });
    },
  };
}

export default defineConfig({
  root: sources,
  publicDir: false,
  plugins: [sprite()],
  css: { preprocessorOptions: { scss: { quietDeps: true } } },
  build: {
    outDir: resolve(import.meta.dirname, process.env.GIAMNGHEO_BUILD ?? "build", "frontend"),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: true,
    rollupOptions: {
      input: { main: resolve(sources, "main.ts"), chart: resolve(sources, "chart.ts") },
      output: {
        entryFileNames: "frontend/[name].js",
        chunkFileNames: "frontend/[name]-[hash].js",
        assetFileNames: "frontend/[name][extname]",
      },
    },
  },
});
