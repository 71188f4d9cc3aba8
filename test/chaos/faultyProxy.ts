import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What happens to a piece of a request or an answer on its way. */
export type Fault =
  | { readonly kind: 'none' }
  | { readonly kind: 'delay'; readonly ms: number }
  /** Some of it arrives, then the connection is closed. */
  | { readonly kind: 'cut'; readonly bytes: number }
  /** The client is told that the connection broke; the server gets the piece all the same, later. */
  | { readonly kind: 'late'; readonly ms: number };

export interface FaultyProxy {
  readonly url: string;
  /** Where new connections lead. */
  pointAt(url: string): void;
  close(): Promise<void>;
}

/** Stands before a server that comes and goes. It reads no HTTP: it passes on, delays and cuts what comes. */
export async function faultyProxy(nextFault: (toward: 'server' | 'client') => Fault): Promise<FaultyProxy> {
  let port = 0;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    // A reset is an end like any other: whoever waits for the answer sees it.
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const proxy = createServer((client) => {
    const server = connect({ port, host: '127.0.0.1' });
    keep(client);
    keep(server);
    void relay({ from: client, to: server, client, nextFault: () => nextFault('server') });
    void relay({ from: server, to: client, client, nextFault: () => nextFault('client') });
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  // A server that listens on a port has an address with one.
  const { port: own } = proxy.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}`,
    pointAt(url) {
      port = Number(new URL(url).port);
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}

interface Relay {
  readonly from: Socket;
  readonly to: Socket;
  readonly client: Socket;
  readonly nextFault: () => Fault;
}

async function relay({ from, to, client, nextFault }: Relay): Promise<void> {
  try {
    for await (const piece of from) {
      const fault = nextFault();
      switch (fault.kind) {
        case 'none':
          break;
        case 'delay':
          await pause(fault.ms);
          break;
        case 'cut':
          to.write(piece.subarray(0, fault.bytes), () => to.resetAndDestroy());
          from.destroy();
          return;
        case 'late':
          client.resetAndDestroy();
          await pause(fault.ms);
      }
      to.write(piece);
    }
  } catch {
    // It broke; the other side sees an end.
  }
  to.end();
}
