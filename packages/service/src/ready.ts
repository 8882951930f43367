/** Where a program can be reached, by name: `{http: "http://127.0.0.1:8000", mqtt: "mqtt://127.0.0.1:1883"}`. */
export type Addresses = Record<string, string>;

/** The one line on stdout that says a program is up; whoever started it waits for this. */
export function readyLine(addresses: Addresses): string {
  return `${JSON.stringify({ ready: true, addresses })}\n`;
}

export function printReady(addresses: Addresses, out: { write(text: string): unknown } = process.stdout): void {
  out.write(readyLine(addresses));
}
