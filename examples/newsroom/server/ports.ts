/** A port, and the environment variable that changes it. */
export interface Port {
  readonly variable: string;
  readonly number: number;
}

export function readPort(variable: string, usual: number): Port {
  const text = process.env[variable] ?? String(usual);
  const number = Number(text);
  if (/^\d+$/.test(text) && number > 0 && number < 65_536) return { variable, number };
  throw new Error(`${variable} is "${text}", which is no port. Set it to a number from 1 to 65535.`);
}

/** Starts what listens on a port, and says which variable helps where it is taken. */
export async function onPort<T>({ variable, number }: Port, start: (port: number) => Promise<T>): Promise<T> {
  try {
    return await start(number);
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new Error(
      `Port ${number} is taken. Set ${variable} to a free one: ${variable}=${number + 1} npm start`,
      {
        cause: error,
      },
    );
  }
}

function isTaken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && error.code === 'EADDRINUSE') || isTaken(error.cause);
}
