import { startPostgres } from '../../test/server/postgres.js';
const s = await startPostgres([]);
console.log(s.url);
process.stdin.resume();
process.on('SIGTERM', async () => {
  await s.stop();
  process.exit();
});
