/** Waits until what was done is painted: a message after the next frame's callbacks comes after its paint. */
function painted(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
  });
}

const keystrokes: number[] = [];

/** Notes for each key how long it takes to be painted. */
function watchKeys(): void {
  const onKey = async ({ timeStamp }: KeyboardEvent) => {
    keystrokes.push((await painted()) - timeStamp);
  };
  addEventListener('keydown', (event) => void onKey(event), true);
}

/** Opens the dialog: how long until it is painted, and until nothing more is put in for a second. */
async function openDialog(): Promise<{ readonly paintMs: number; readonly doneMs: number }> {
  performance.mark('opened');
  const start = performance.now();
  document.querySelector('button')?.click();
  let paintedAt = await painted();
  while (!document.querySelector('dialog')?.open) paintedAt = await painted();
  let changedAt = paintedAt;
  const observer = new MutationObserver(() => (changedAt = performance.now()));
  observer.observe(document.body, { subtree: true, childList: true });
  while (performance.now() - changedAt < 1_000) await new Promise((resolve) => setTimeout(resolve, 100));
  return { paintMs: paintedAt - start, doneMs: changedAt - start };
}

/** What a page measures, for the bench to call. */
export const measured = { watchKeys, takeKeys: () => keystrokes.splice(0), openDialog };
