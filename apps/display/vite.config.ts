import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const aggregator = process.env['AGGREGATOR_URL'] ?? 'http://127.0.0.1:8080';

/** The display: libraries from source, heavy engines (charts, map) in chunks of their own that the first paint never waits for. */
export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [vue()],
  resolve: {
    alias: {
      '@one-screen/domain': here('../../libs/domain/src/index.ts'),
      '@one-screen/contracts': here('../../libs/contracts/src/index.ts'),
    },
  },
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      // The contracts' schemas are for the server; the screen takes only their types and a few constants.
      treeshake: { moduleSideEffects: [{ test: /[\\/]libs[\\/](domain|contracts)[\\/]/, sideEffects: false }] },
      output: {
        manualChunks: (id: string) => {
          if (/node_modules[\\/](echarts|zrender)[\\/]/.test(id)) return 'echarts';
          if (/node_modules[\\/]maplibre-gl[\\/]dist[\\/]maplibre-gl(-shared)?\.mjs/.test(id)) return 'maplibre';
          if (/node_modules[\\/](@vue|vue|vue-router|vue-i18n|@intlify)[\\/]/.test(id)) return 'vue';
          return undefined;
        },
      },
    },
  },
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: {
      '/api': { target: aggregator },
      '/socket.io': { target: aggregator, ws: true },
    },
  },
});
