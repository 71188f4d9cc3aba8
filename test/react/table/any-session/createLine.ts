type Fetch = (request: Request) => Promise<Response>;

/** The line between a table and its server: writes can be held on their way there or back, cut on the way there, and lose their answer. */
export function createLine(carry: Fetch) {
  let held: { readonly at: 'there' | 'back'; readonly waiting: (() => void)[] } | undefined;
  let fault: 'cut' | 'lost' | undefined;
  let moving = 0;
  const cut = () => new TypeError('The connection was cut before the answer arrived.');

  async function pass(at: 'there' | 'back'): Promise<void> {
    if (held?.at !== at) return;
    const { waiting } = held;
    moving--;
    await new Promise<void>((resolve) => waiting.push(resolve));
    moving++;
  }

  async function write(request: Request): Promise<Response> {
    await pass('there');
    const now = fault;
    fault = undefined;
    if (now === 'cut') throw cut();
    const answer = await carry(request);
    await pass('back');
    if (now === 'lost') throw cut();
    return answer;
  }

  return {
    fetch(request: Request): Promise<Response> {
      moving++;
      return (request.method === 'GET' ? carry(request) : write(request)).finally(() => moving--);
    },
    hold(at: 'there' | 'back') {
      held ??= { at, waiting: [] };
    },
    /** Lets the request go on that has waited longest, and holds the others. */
    letOne: () => held?.waiting.shift()?.(),
    letGo() {
      const waiting = held?.waiting ?? [];
      held = undefined;
      for (const goOn of waiting) goOn();
    },
    /** What becomes of the next write. */
    goWrong: (next: 'cut' | 'lost' | undefined) => void (fault = next),
    isHeld: () => held !== undefined,
    /** No request goes wrong, now or next. */
    isSound: () => held === undefined && fault === undefined,
    /** Requests are on their way that nothing holds. */
    isMoving: () => moving > 0,
  };
}
