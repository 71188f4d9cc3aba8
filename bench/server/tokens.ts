import { quantile } from '../merge/timing.js';
import { openSigner } from './checkedSave.js';

const count = 10_000;

/** Measures how many tokens are signed and verified a second, one after the other. */
export async function measureTokens(isQuick: boolean): Promise<void> {
  const subject = { audience: 'noclobber', tenant: '', resource: 'articles', id: '1' };
  const [here, elsewhere] = [openSigner(), openSigner()];
  const token = await here.sign({ ...subject, version: '1' });
  const signing: number[] = [];
  const verifying: number[] = [];
  for (let round = 0; round < (isQuick ? 3 : 9); round++) {
    signing.push(await perSecond((n) => here.sign({ ...subject, version: String(n) })));
    verifying.push(await perSecond(async () => elsewhere.verify(token, subject)));
  }
  console.log(
    `Tokens a second: ${quantile(signing, 0.5).toFixed(0)} signed, ${quantile(verifying, 0.5).toFixed(0)} of another process verified`,
  );
}

async function perSecond(act: (n: number) => Promise<unknown>): Promise<number> {
  const started = performance.now();
  for (let n = 0; n < count; n++) await act(n);
  return (count * 1000) / (performance.now() - started);
}
