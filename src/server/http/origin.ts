const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const requestHeaders = [
  'Authorization',
  'Content-Type',
  'If-Match',
  'If-None-Match',
  'Idempotency-Key',
  'Last-Event-ID',
  'Noclobber-User',
  'Noclobber-Tab',
  'Noclobber-Force',
  'Noclobber-Fence',
];

/** Where a request comes from, as its browser tells. */
export interface RequestOrigin {
  /** Another site wants to write, or asks whether it may. */
  readonly isForeign: boolean;
  readonly isPreflight: boolean;
  /** What lets the site read the answer. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Compares a request's Origin with the sites that may call this server from a browser. */
export function readOrigin(request: Request, origins: readonly string[]): RequestOrigin {
  const origin = request.headers.get('Origin');
  const isPreflight = request.method === 'OPTIONS' && origin !== null;
  if (origin === null) return { isForeign: false, isPreflight, headers: {} };
  if (origins.includes(origin))
    return { isForeign: false, isPreflight, headers: corsHeaders(origin, isPreflight) };
  const isForeign = !isSameSite(origin, request) && (isPreflight || !safeMethods.has(request.method));
  return { isForeign, isPreflight, headers: {} };
}

/** Compares hosts only: behind a proxy that ends TLS the schemes differ. */
function isSameSite(origin: string, request: Request): boolean {
  return URL.canParse(origin) && new URL(origin).host === new URL(request.url).host;
}

function corsHeaders(origin: string, isPreflight: boolean): Record<string, string> {
  const always = { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' };
  if (!isPreflight) return always;
  return {
    ...always,
    'Access-Control-Allow-Methods': 'GET, HEAD, POST, PATCH, PUT, DELETE',
    'Access-Control-Allow-Headers': requestHeaders.join(', '),
    'Access-Control-Max-Age': '600',
  };
}
