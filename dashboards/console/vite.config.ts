import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the API runs while the console is developed. */
const api = process.env['MIAOTOU_API'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: { conditions: ['@miaotou/source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    // ECharts is one piece by design; it loads after the page is readable.
    chunkSizeWarningLimit: 800,
  },
  server: { port: 5173, proxy: { '/api': { target: api, changeOrigin: false } } },
});
