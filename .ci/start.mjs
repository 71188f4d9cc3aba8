// One process from `npm start` to the demo, so that Ctrl-C and a signal reach it.
import './setup.mjs';

const { register } = await import('tsx/esm/api');
register();
await import(new URL('../examples/newsroom/start.ts', import.meta.url).href);
