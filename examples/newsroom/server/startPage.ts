import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createServer as createVite } from 'vite';

const host = '127.0.0.1';
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The page runs under this: the kit needs no inline style and no inline script. */
const contentSecurityPolicy = [
  "default-src 'self'",
  `connect-src 'self' ws://${host}:* ws://localhost:*`,
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

/** Serves the page from its sources, and the API under `/api`, so that both are one origin. */
export async function startPage({ port, apiUrl }: { readonly port: number; readonly apiUrl: string }) {
  const server = createServer();
  const vite = await createVite({
    configFile: false,
    root: at('..'),
    cacheDir: at('../../../node_modules/.vite/newsroom'),
    logLevel: 'warn',
    resolve: {
      tsconfigPaths: true,
      alias: { 'noclobber/styles.css': at('../../../src/components/styles.css') },
    },
    optimizeDeps: {
      include: ['react/jsx-dev-runtime', 'react-dom/client', '@tanstack/react-query', 'react-hook-form'],
    },
    server: {
      middlewareMode: true,
      ws: { server },
      hmr: { overlay: false },
      // A test run edits no sources, and a page that reloads would be in its way.
      watch: process.env.CI ? null : {},
      headers: { 'Content-Security-Policy': contentSecurityPolicy },
      proxy: { '/api': { target: apiUrl, rewrite: (path) => path.replace(/^\/api/, '') } },
    },
  });
  server.on('request', vite.middlewares);
  const close = async () => {
    await vite.close();
    server.closeAllConnections();
    server.close();
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => void vite.close().then(() => reject(error)));
    server.listen(port, host, resolve);
  });
  return { url: `http://${host}:${port}/`, close };
}
