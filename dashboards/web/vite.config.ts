/** How the screens are built: Preact's JSX without a plugin, nothing inlined, so that the strict CSP holds. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { precompress } from './precompress.ts';

/** Rooms whose pages are of no use without the service. */
const DESKS = ['alerts', 'book', 'duty', 'notices', 'official', 'proof', 'unit'];

/** A chunk that is loaded by itself is called after its room, so that one can tell whose page it is. */
function nameOf(module: string | null, name: string): string {
  const room = /\/src\/([a-z]+)\//.exec(module ?? '')?.[1];
  return room === undefined ? 'assets/[name]-[hash].js' : `assets/${room}-${name}-[hash].js`;
}

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    target: 'es2022',
    // A font or picture as a data: URL would be refused by `default-src 'self'`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: { chunkFileNames: ({ facadeModuleId, name }) => nameOf(facadeModuleId, name) },
    },
  },
  plugins: [
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.ts',
      registerType: 'prompt',
      // The page registers it itself: an inline script would be refused.
      injectRegister: false,
      includeManifestIcons: false,
      // The barcode reader is kept with the first trip; a phone that never goes on one does without. So does it without the
      // desks' pages and the letters of other languages.
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,woff2,svg}'],
        globIgnores: [...DESKS.map((room) => `**/${room}-*`), '**/*latin-ext*'],
      },
      manifest: {
        id: '/chuyen',
        name: 'Giữ Lạnh – chuyến vắc xin',
        short_name: 'Giữ Lạnh',
        description: 'Giám sát dây chuyền lạnh vắc xin',
        lang: 'vi',
        start_url: '/chuyen',
        scope: '/',
        display: 'standalone',
        orientation: 'portrait',
        background_color: '#e9eef3',
        theme_color: '#0b2a3c',
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
    }),
    precompress(fileURLToPath(new URL('dist', import.meta.url))),
  ],
});
